// Every message of every actor, one comment each (those about sellers' periods and those of upkeep
// have files of their own). All are one-way; whoever asked is answered through the publisher.
#pragma once

#include "actors/caf.hpp"
#include "actors/publication.hpp"
#include "domain/commands.hpp"
#include "domain/directory.hpp"
#include "domain/dispatch.hpp"
#include "protocol/messages.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace earshot::actors {

/// A request of a session: who asked, under which id.
struct origin {
  session_ref session;
  protocol::request_id id;
  viewer_ptr by;
  std::string_view asked = {}; ///< name of the op or query, of those that live for ever
};

/// The key of a command, if it has one, and the hash of what it stands for.
struct command_key {
  std::string key;
  std::uint64_t body = 0;
};

// --- streams: conversation, queue, desk, seller
// ------------------------------------------------------

/// Answer, snapshot or missed events, then follow. `subscription` is the session's number for it.
struct follow {
  origin from;
  std::uint32_t subscription = 0;
  protocol::start_point start;
  time_point now;
};

/// The session no longer follows; answered if `from.id` is not empty.
struct unfollow {
  origin from;
  std::uint32_t subscription = 0;
};

/// Rights are to be taken from this directory from now on; what is told then rests on its position.
struct use_directory {
  directory_ptr directory;
  time_point now;
};

// --- conversation
// --------------------------------------------------------------------------------------

/// Opens a new conversation under a queue's policy, or finds that it is there already.
struct open_one {
  origin from;
  command_key key;
  open_conversation what;
  policy_ptr policy;
  time_point now;
};

/// A command on an existing conversation.
struct carry_out {
  origin from;
  command_key key;
  conversation_command what;
  time_point now;
};

/// `conversation`, `sentiment.explain`, `conversation.kpis` and `conversation.transcript`.
struct look {
  enum class at : std::uint8_t { state, explanation, figures, transcript };
  origin from;
  at what = at::state;
  time_point now = {};
  protocol::transcript_page page = {}; ///< of the transcript
};

/// What came over HTTP about a conversation's recording, and what is answered. `done` is called
/// once, on any thread.
struct recording_answer {
  std::optional<error> refused = {};
  recording_attached recording = {}; ///< the one there is; without a file: none
  std::uint64_t version = 0;         ///< tells it from others of the same conversation
  std::uint64_t erased_at = 0;       ///< to be given back with what is attached
  std::string replaced = {};         ///< file that is to be removed once the position is committed
  store::position rests_on = 0;
};
struct recording_request {
  enum class kind : std::uint8_t {
    listen, ///< GET; written down if it is neither its connector nor its agent
    peek,   ///< HEAD
    check,  ///< may this user attach one?
    attach,
  };
  kind what = kind::listen;
  viewer_ptr by;
  conversation_id conversation;
  time_point now;
  recording_attached offered = {}; ///< of `attach`
  std::uint64_t erased_at = 0;     ///< as `check` told it
  std::function<void(recording_answer)> done = {};
};

/// `access.explain` about a conversation or its sentiment.
struct explain_access {
  origin from;
  protocol::ask_access what;
  time_point now = {};
};

/// `customer.history`: asks the log for the customer's earlier conversations.
struct look_back {
  origin from;
  protocol::ask_history what;
  time_point now;
};

/// What the log had for `look_back`: closed conversations, newest first, each with its events.
struct looked_back {
  look_back asked;
  std::vector<std::pair<conversation_id, std::vector<event_ptr>>> found;
  std::string next;           ///< begins the page after this one; empty: there is none
  std::uint64_t erasures = 0; ///< carried out when the log was asked
};

/// The policy of `queue_name` has changed; answered to the queue with `policy_in_force`, if there
/// is one. A conversation that has left for another queue only answers.
struct apply_policy {
  queue_id queue_name;
  policy_ptr policy;
  time_point now;
  caf::actor queue;
};

/// At the tick: send the row.
struct report {};

/// By this order the content is to go; told to the eraser with `content_gone`. Comes by way of the
/// registry, which brings in what is not in memory.
struct erase_content {
  conversation_id conversation;
  std::uint64_t order = 0;
  user_id by;
  time_point at; ///< of the order
};

/// Routing proposes something; answered with a `picture` that has seen the ticket.
struct carry_order {
  routing_order what;
  dispatch::ticket number = 0;
  time_point now;
};

/// A restart has brought the conversation back: tell routing about it.
struct introduce {};

/// May the command take a place? It comes back from routing with the answer, and is answered with a
/// `picture` that has seen the ticket.
struct place_answer {
  carry_out command;
  std::string objection; ///< empty: it may
  dispatch::ticket number = 0;
};

/// All that a conversation is told comes as this one message: a handler for each kind would take
/// half as much memory again as a conversation does.
struct to_conversation {
  std::variant<open_one, carry_out, follow, unfollow, look, explain_access, look_back, looked_back,
               apply_policy, use_directory, report, erase_content, carry_order, introduce,
               place_answer, recording_request>
      what;
};

// --- routing
// ---------------------------------------------------------------------------------------------

/// Who serves a conversation or is to, whenever that changes.
struct picture {
  routing_row_ptr row;
  caf::actor conversation;
  dispatch::ticket seen = 0; ///< the newest order or answer that went into it
  bool restored = false;     ///< a restart brought it back
  time_point now;
};

/// Before a conversation carries out what takes a place of `user`.
struct ask_place {
  caf::actor conversation;
  user_id user;
  bool keep = false; ///< the place is taken at once, not by an offer later
  carry_out command;
};

/// A session of an agent or a supervisor has begun, or has ended.
struct session_changed {
  user_id user;
  bool begun = false;
  bool serves = false; ///< an agent's: it may take conversations
  time_point now;
};

struct change_presence {
  origin from;
  command_key key;
  set_presence what;
  time_point now;
};

// --- queue
// -----------------------------------------------------------------------------------------------

/// A conversation enters: add its row, give it the policy, open it.
struct enter {
  open_one what;
  caf::actor conversation;
};

/// A conversation that a restart brought back is in this queue, or one that a transfer brings.
struct readmit {
  row_ptr row;
  caf::actor conversation;
  std::uint32_t policy_version = 0; ///< the one it has
  time_point now;
};

/// The presence, capacity or open conversations of a member or supervisor have changed.
struct member_changed {
  member_state member;
  store::position position = 0;
};

/// The directory has a new policy for this queue: push it to every conversation; answer `from` (if
/// it has an id) when all have it.
struct change_policy {
  directory_ptr directory;
  time_point now;
  origin from;
};

/// A repeated `queue.configure`: answer as the first one was, when its version is in force.
struct answer_when_in_force {
  std::uint32_t version = 0;
  std::string result;
  origin from;
};

/// `queue.conversations`: a page of the wall.
struct look_at_wall {
  origin from;
  protocol::ask_wall what;
  time_point now;
};

/// A conversation has applied a version of the policy.
struct policy_in_force {
  std::uint32_t version = 0;
  store::position position = 0;
};

/// At the tick: publish what has changed.
struct publish {
  time_point now;
};

// --- queue, desk, seller
// -----------------------------------------------------------------------------------

/// Rows that are new since the last tick, or at once those that `now` have another agent.
struct rows {
  std::vector<row_ptr> list;
  optional_time now = {};
};

// --- registry
// ------------------------------------------------------------------------------------------------

/// Where do requests to this stream go? Answered by `publisher::resolved`.
struct find {
  session_ref session;
  protocol::stream_name stream;
};

/// A new conversation, to be opened in its queue.
struct open_new {
  origin from;
  command_key key;
  open_conversation what;
  time_point now;
};

/// A command on the directory.
struct change_directory {
  origin from;
  command_key key;
  queue_command what;
  time_point now;
};

/// A conversation that is over has changed: for the histories of those who sold in it.
struct news_for_sellers {
  row_ptr row;
};

/// A conversation has been read from the log; no events: there is none.
struct loaded {
  conversation_id conversation;
  std::vector<event_ptr> events;
};

/// An agent has got a conversation; goes on to their desk and that of whoever had it.
struct assigned_to {
  row_ptr row;
  user_id former;
  time_point now;
};

/// A conversation has gone from one queue to another: its last row there, its first one here.
struct moved {
  row_ptr from;
  row_ptr to;
  caf::actor conversation;
  std::uint32_t policy_version = 0;
  time_point now;
};

/// What routing has for a desk and for its owner's queues.
struct desk_news {
  user_id user;
  std::vector<dispatch::desk_change> offers;
  std::optional<member_state> state;
  bool sent_away = false; ///< for not answering offers
  store::position position = 0;
  time_point now;
};

/// All threads have sent their rows of this tick.
struct tick {
  time_point now;
};

} // namespace earshot::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::follow)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::unfollow)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::use_directory)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::to_conversation)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::look_at_wall)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::erase_content)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::picture)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::ask_place)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::session_changed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::change_presence)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::member_changed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::moved)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::desk_news)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::enter)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::readmit)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::change_policy)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::answer_when_in_force)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::policy_in_force)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::publish)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::rows)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::find)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::open_new)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::change_directory)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::loaded)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::assigned_to)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::recording_request)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::news_for_sellers)
