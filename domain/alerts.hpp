// When a conversation's mood calls for somebody. A watch decides over one threshold of one
// conversation; each conversation has two, for its agent and for its supervisors. No clock: the
// time comes in with the message.
#pragma once

#include "domain/event.hpp"

#include <memory>
#include <optional>

namespace earshot {

/// An alert from the message that raised it until the mood recovers.
struct open_alert {
  level lvl = level::neutral;      ///< when it was raised
  std::uint32_t message = 0;       ///< raised it; names the alert within its conversation
  std::uint32_t since_message = 0; ///< the first one of this stretch at or below the threshold
  time_point raised_at{};
  std::optional<alert_answer> answer = {};
  user_id answered_by = {};
};

class alert_watch {
public:
  /// What a customer's message does: an alert is raised with the level at the threshold or below,
  /// `cooldown` after the last one at the earliest, and cleared two levels above the threshold, so
  /// that one level lies between. Without a level or a threshold nothing stays open.
  alert_change after_message(const mood& m, std::optional<level> threshold, time_point now,
                             milliseconds cooldown) const;

  /// What a new policy does: it clears, and never raises.
  alert_change after_policy(const mood& m, std::optional<level> threshold) const;

  /// Takes what was decided; `message` 0: it was no message.
  void apply(alert_change change, const mood& m, std::optional<level> threshold,
             std::uint32_t message, time_point at);
  /// REQUIRES: open().
  void answer(const user_id& by, alert_answer a);
  /// In another queue, with another agent or after the end everything starts anew.
  void restart() { *this = {}; }

  /// nullptr if there is none.
  const open_alert* open() const { return past_ && past_->open ? &*past_->open : nullptr; }

private:
  struct past {
    std::optional<open_alert> open = {};
    optional_time last_raised = {};
    std::uint32_t below_since = 0; ///< 0: not below
  };
  std::unique_ptr<past> past_; ///< null: the mood was never below
};

/// Both watches of a conversation.
struct alerts {
  alert_watch agent;
  alert_watch supervisor;

  alert_changes after_message(const mood& m, const alert_thresholds& t, time_point now,
                              milliseconds cooldown) const;
  alert_changes after_policy(const mood& m, const alert_thresholds& t) const;
  void apply(const alert_changes& c, const mood& m, const alert_thresholds& t,
             std::uint32_t message, time_point at);
  void restart();
};

} // namespace earshot
