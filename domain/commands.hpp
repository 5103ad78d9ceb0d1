// What somebody wants done. Plain values as they come off the wire, checked for form but not yet
// for right or state; the conversation and the queue decide whether they become events.
#pragma once

#include "domain/event.hpp"
#include "domain/presence.hpp"

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
  std::vector<std::string> skills = {}; ///< asked of its agent, where somebody has them
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
  std::optional<time_point> at = {};
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

struct add_comment {
  conversation_id conversation;
  std::optional<std::uint32_t> message; ///< not given: on the whole conversation
  std::string text;
  bool share = false;   ///< with the seller of that part
  std::string reply_to; ///< empty: no answer
};

struct edit_comment {
  conversation_id conversation;
  std::string comment;
  std::string text;
};

struct delete_comment {
  conversation_id conversation;
  std::string comment;
};

struct share_conversation {
  conversation_id conversation;
  std::vector<user_id> sellers;
  std::optional<time_point> until; ///< not given: until it is taken back
};

/// Takes back what was shared; without sellers, with all of them.
struct unshare_conversation {
  conversation_id conversation;
  std::vector<user_id> sellers;
};

struct set_action_item {
  conversation_id conversation;
  std::uint32_t item = 0; ///< its number in the conversation, from 1
  item_state to = item_state::open;
};

struct whisper {
  conversation_id conversation;
  std::string text;
};

struct join_conversation {
  conversation_id conversation;
};

struct set_alert {
  conversation_id conversation;
  alert_answer answer = alert_answer::taken;
};

struct accept_offer {
  conversation_id conversation;
};

struct decline_offer {
  conversation_id conversation;
};

/// A member picks a conversation that waits, whether it is offered to anybody or not.
struct take_conversation {
  conversation_id conversation;
};

/// Exactly one of `queue` and `agent` is given.
struct transfer_conversation {
  conversation_id conversation;
  queue_id queue;
  user_id agent;
};

/// Of one user, whichever session it comes from.
struct set_presence {
  earshot::presence presence = presence::offline;
  std::optional<std::uint32_t> capacity; ///< conversations at once; not given: as before
};

/// What members know, as in `queue_defined`.
using skill_lists = std::vector<std::pair<user_id, std::vector<std::string>>>;

struct create_queue {
  queue_id queue;
  std::string name;
  std::vector<user_id> members;
  std::vector<user_id> supervisors;
  std::vector<language> languages;
  std::string time_zone = {};
  skill_lists skills = {};
};

/// Replaces the lists that are given and leaves the others.
struct change_queue {
  queue_id queue;
  std::optional<std::string> name;
  std::optional<std::vector<user_id>> members;
  std::optional<std::vector<user_id>> supervisors;
  std::optional<std::vector<language>> languages;
  std::optional<std::string> time_zone = {};
  std::optional<skill_lists> skills = {};
};

/// An alert threshold of the wire: a level, or "off" as an empty level.
using threshold = std::optional<level>;

struct configure_queue {
  queue_id queue;
  std::optional<bool> sentiment;
  std::optional<bool> multilingual;
  std::optional<threshold> agent_alert;
  std::optional<threshold> supervisor_alert;
  std::optional<std::string> notice = {}; ///< empty: back to the standard one
  std::optional<std::uint32_t> wrap_up_s = {};
};

struct set_team {
  team_id team;
  std::vector<user_id> managers;
  std::vector<user_id> sellers;
  team_id above; ///< empty: none
};

struct set_user {
  user_id user;
  std::optional<std::string> name;
  std::optional<std::string> mail;
  std::optional<std::string> chat_url;
};

struct set_trackers {
  team_id team; ///< empty: for everybody
  std::vector<std::string> keywords;
  std::vector<competitor> competitors;
};

/// Everything on a customer, or the content of one conversation.
struct erase_customer {
  customer_id customer;
};
struct erase_conversation {
  conversation_id conversation;
};
using erase_command = std::variant<erase_customer, erase_conversation>;

/// Carried out by the conversation they name, in the order sent. Opening goes by its queue first.
using conversation_command =
    std::variant<add_message, escalate_conversation, assign_conversation, close_conversation,
                 add_note, add_comment, edit_comment, delete_comment, share_conversation,
                 unshare_conversation, set_action_item, whisper, join_conversation, set_alert,
                 accept_offer, decline_offer, take_conversation, transfer_conversation>;
/// Carried out by the registry, which owns the directory.
using queue_command =
    std::variant<create_queue, change_queue, configure_queue, set_team, set_user, set_trackers>;

} // namespace earshot
