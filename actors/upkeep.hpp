// Messages of those who take content out of the log: the eraser by order, retention by time.
#pragma once

#include "actors/interfaces.hpp"

#include <functional>

namespace earshot::actors {

// --- eraser
// --------------------------------------------------------------------------------------------------

/// `customer.erase`, `conversation.erase`; answered when no byte is left.
struct erase {
  origin from;
  command_key key;
  erase_command what;
  time_point now;
};

/// What the log has of it.
struct erasure_found {
  erase what;
  std::vector<conversation_id> conversations;
};

/// Nothing is left of the conversation's content in memory and in the files of the log.
struct content_gone {
  std::uint64_t order = 0;
  conversation_id conversation;
  store::position position = 0;
};

/// After a start: go on with what was interrupted.
struct finish_erasures {
  std::function<void()> done = {}; ///< called once nothing is left of it
};

/// To the eraser itself: the log has taken its own last step of an interrupted erasure.
struct erasure_rewritten {};

// --- retention
// --------------------------------------------------------------------------------------------

/// At the tick.
struct purge_what_is_due {
  directory_ptr directory;
  time_point now;
};

/// What the log has that is old enough, of one queue.
struct purgeable {
  std::vector<store::stored_row> rows;
};

/// To the registry: these are to go, but for those that are in memory; answered with `purged`.
struct purge {
  std::vector<conversation_id> conversations;
  caf::actor answer_to;
};

struct purged {
  std::size_t count = 0;
};

} // namespace earshot::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::purge_what_is_due)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::purgeable)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::purge)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::purged)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::erase)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::erasure_found)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::content_gone)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::finish_erasures)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::erasure_rewritten)
