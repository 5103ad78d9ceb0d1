// A conversation as queues and sellers see it: one value, always whole. A newer row replaces an
// older.
#pragma once

#include "domain/event.hpp"

#include <memory>

namespace earshot {

/// Scored customer utterances by the sign of their score: > 0.1, within, < -0.1 (design, KPIs).
/// Only what was scored when it was said counts: figures use the policy at the time of the message.
struct sentiment_counts {
  std::uint32_t positive = 0;
  std::uint32_t neutral = 0;
  std::uint32_t negative = 0;

  static constexpr double cut = 0.1;

  void add(double score) { ++(score > cut ? positive : score < -cut ? negative : neutral); }
  std::uint32_t total() const { return positive + neutral + negative; }

  friend bool operator==(const sentiment_counts&, const sentiment_counts&) = default;
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
  left_queue left = left_queue::no;
  std::uint64_t position = 0; ///< of the newest event in it
};

using row_ptr = std::shared_ptr<const conversation_row>;

} // namespace earshot
