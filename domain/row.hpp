// A conversation as queues and sellers see it: one value, always whole. A newer row replaces an
// older.
#pragma once

#include "domain/event.hpp"
#include "domain/seller_parts.hpp"
#include "domain/sentiment_counts.hpp"

#include <memory>
#include <vector>

namespace earshot {

/// A keyword or competitor in one seller's part of a conversation.
struct tracked_count {
  tracked kind = tracked::keyword;
  std::string what;
  std::uint32_t by_customer = 0;
  std::uint32_t by_seller = 0;
};

/// A term of the customer's that nobody tracks, and how often it was said.
struct term_count {
  std::string text;
  std::uint32_t count = 0;
};

/// Something a seller promised, numbered from 1 in the order of the conversation's messages.
struct action_item {
  std::uint32_t item = 0;
  std::uint32_t message = 0;
  user_id seller = {};
  std::string text = {};
  item_state state = item_state::open;
};

/// One seller's part of a conversation, as their insights fold it.
struct part_row {
  seller_parts::part part;
  std::vector<tracked_count> mentions = {};
  std::vector<term_count> terms = {}; ///< most frequent first
  std::uint32_t questions_by_customer = 0;
  std::uint32_t questions_by_seller = 0;
  std::vector<action_item> items = {};
  std::uint32_t comments_shared = 0;
  std::uint32_t comments_private = 0;
};

/// A seller with whom the conversation is shared, or was.
struct example {
  user_id seller;
  user_id by;
  time_point since{};
  std::optional<time_point> until = {}; ///< nothing: until it is taken back
  bool taken_back = false;

  bool holds(time_point now) const { return !taken_back && (!until || now < *until); }
};

/// Why a row is the last one a queue gets.
enum class left_queue : std::uint8_t { no, closed, transferred, erased };

/// An alert as those it is for get to see it.
struct shown_alert {
  level lvl = level::neutral;
  std::uint32_t message = 0; ///< names it within its conversation
  std::uint32_t since_message = 0;
  time_point raised_at{};
  std::vector<std::string> words = {}; ///< that moved the mood, most of all first
  std::optional<alert_answer> answer = {};
  user_id answered_by = {};
};

using alert_ptr = std::shared_ptr<const shown_alert>;

/// The orders in which a queue's conversations can be listed.
enum class wall_order : std::uint8_t { risk, waiting, opened };

constexpr std::string_view name_of(wall_order o) {
  return o == wall_order::risk ? "risk" : o == wall_order::waiting ? "waiting" : "opened";
}

struct conversation_row {
  conversation_id conversation;
  queue_id queue;
  opening_ptr opened_with; ///< the customer, the channel: what does not change
  user_id agent;
  time_point opened_at{};
  optional_time entered_at;  ///< came to wait for an agent
  optional_time accepted_at; ///< an agent had it first
  optional_time closed_at;
  optional_time unanswered_since; ///< oldest customer message without a reply
  time_point last_at{};           ///< of the last message, else of the opening
  earshot::mood mood;
  double trend = 0; ///< see sentiment_window::trend_under
  sentiment_counts counts;
  alert_ptr agent_alert; ///< nullptr: none is open
  alert_ptr supervisor_alert;
  bool agent_sees = false; ///< the agent may see sentiment
  earshot::status status = status::bot;
  earshot::outcome outcome = outcome::none;
  std::vector<part_row> parts = {};   ///< in the order in which the sellers came; none: nobody has
  std::vector<example> examples = {}; ///< who it was ever shared with
  bool recorded = false;              ///< there is a recording
  left_queue left = left_queue::no;
  std::uint64_t position = 0; ///< of the newest event in it
};

using row_ptr = std::shared_ptr<const conversation_row>;

} // namespace earshot
