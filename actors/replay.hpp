// Folds a log back into what was: the directory, and every conversation from its own events alone.
#pragma once

#include "domain/directory.hpp"
#include "domain/row.hpp"
#include "store/event_log.hpp"

#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace earshot::actors {

/// What a start-up hands to the eraser.
struct past_erasures {
  /// An order that a crash interrupted, and what of it is left to do.
  struct order {
    std::uint64_t number = 0; ///< offset of its event
    user_id by;
    time_point at{};
    std::size_t of_all = 0;
    std::vector<conversation_id> conversations;
  };
  struct key {
    std::uint64_t body = 0;
    std::uint64_t number = 0;
    std::size_t conversations = 0;
  };

  std::uint64_t offset = 0;
  std::unordered_map<std::string, key> keys; ///< by "user\nkey"
  std::vector<order> unfinished;
};

/// What a start-up hands to the registry.
struct replayed {
  struct history {
    conversation_id conversation;
    std::vector<event_ptr> events;
    row_ptr row;
    std::uint32_t policy_version = 0;
  };
  /// A use of a key on the directory: hash of the command and its answer.
  struct directory_key {
    std::uint64_t body = 0;
    std::string answer; ///< JSON; not of `queue.configure`, whose answer is the policy
    queue_id queue;
    std::uint32_t policy_version = 0; ///< 0: the command was no `queue.configure`
  };

  directory_ptr directory = std::make_shared<const earshot::directory>();
  std::uint64_t directory_offset = 0;
  std::unordered_map<std::string, directory_key> directory_keys; ///< by "user\nkey"
  std::vector<history> open;                                     ///< conversations that go on
  std::vector<row_ptr> closed;   ///< last rows of those that are over
  std::vector<row_ptr> moved_on; ///< last rows in queues that a transfer took them from
  past_erasures erasures;
  std::set<std::string> recordings; ///< files that conversations still have
};

/// Name of a key in `directory_keys`.
std::string key_name(const user_id& user, const std::string& key);

/// What is answered to a command on the directory once it is carried out: {"queue":"support"}.
std::string answer_of(const directory_event& what);

/// What an event on the directory does to the keys.
void note_key(replayed& r, const event& e);

/// Reads the whole log.
result<replayed> replay(store::event_log& log, const store::scan_progress& progress);

} // namespace earshot::actors
