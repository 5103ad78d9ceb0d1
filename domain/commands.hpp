// What somebody wants done. Plain values as they come off the wire, checked for form but not yet
// for right or state; the conversation and the queue decide whether they become events.
#pragma once

#include "domain/event.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace earshot {

struct open_conversation {
  conversation_id conversation;
  queue_id queue;
  earshot::channel channel = channel::chat;
  earshot::customer customer;
  std::optional<earshot::subject> subject;
  bool with_bot = false;
  std::optional<time_point> at = {};
};

struct add_message {
  conversation_id conversation;
  std::string text;
  std::optional<author> by; ///< connector only; not given: the customer
  std::optional<time_point> at = {};
  std::optional<std::int64_t> start_ms;
  std::optional<std::int64_t> duration_ms;
  std::optional<language> lang; ///< given: taken as it is
};

struct escalate_conversation {
  conversation_id conversation;
};

struct assign_conversation {
  conversation_id conversation;
  user_id agent;
};

struct close_conversation {
  conversation_id conversation;
  earshot::outcome outcome = outcome::none;
  std::optional<time_point> at = {};
};

struct add_note {
  conversation_id conversation;
  std::string text;
};

struct create_queue {
  queue_id queue;
  std::string name;
  std::vector<user_id> members;
  std::vector<user_id> supervisors;
  std::vector<language> languages;
};

/// Replaces the lists that are given and leaves the others.
struct change_queue {
  queue_id queue;
  std::optional<std::string> name;
  std::optional<std::vector<user_id>> members;
  std::optional<std::vector<user_id>> supervisors;
  std::optional<std::vector<language>> languages;
};

/// An alert threshold of the wire: a level, or "off" as an empty level.
using threshold = std::optional<level>;

struct configure_queue {
  queue_id queue;
  std::optional<bool> sentiment;
  std::optional<bool> multilingual;
  std::optional<threshold> agent_alert;
  std::optional<threshold> supervisor_alert;
};

/// Carried out by the conversation they name, in the order sent. Opening goes by its queue first.
using conversation_command = std::variant<add_message, escalate_conversation, assign_conversation,
                                          close_conversation, add_note>;
using queue_command = std::variant<create_queue, change_queue, configure_queue>;

} // namespace earshot
