// What a queue shows: its open conversations and its figures, folded from whole rows. Owned by one
// queue actor. Definitions of the figures: docs/figures.md.
#pragma once

#include "domain/row_set.hpp"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace earshot {

/// Counts are since the queue's local midnight, `now` ones excepted.
struct queue_figures {
  std::uint32_t backlog = 0;        ///< conversations that wait for an agent now
  std::int64_t longest_wait_ms = 0; ///< of these, since they entered
  std::uint32_t offered = 0; ///< waited at midnight or came since = accepted + abandoned + backlog
  std::uint32_t accepted = 0;
  std::uint32_t abandoned = 0; ///< closed while they waited
  std::optional<std::int64_t>
      average_speed_to_answer_ms;      ///< entered to accepted, mean; none accepted: null
  std::optional<double> service_level; ///< accepted within the limit / (accepted + abandoned), 0..1
  std::optional<double> abandon_rate;  ///< abandoned / (accepted + abandoned), 0..1
  std::array<std::uint32_t, 7>
      by_level{}; ///< open conversations with a level, from very negative up
  std::array<std::uint32_t, 6> by_status{}; ///< open conversations by status

  friend bool operator==(const queue_figures&, const queue_figures&) = default;
};

class queue_board {
public:
  /// `service_limit`: wait up to which an accepted conversation counts for the service level.
  explicit queue_board(milliseconds service_limit = milliseconds{20'000})
      : service_limit_(service_limit) {}

  /// Takes a row, unless a newer one of the conversation is known; false: one is. A row with `left`
  /// is its last.
  bool take(const row_ptr& r);

  /// Counts from this midnight on; an earlier one than before is ignored, so that a new time zone
  /// begins with its next midnight.
  void start_day(time_point midnight);

  /// The rows that changed since the last call, each once in its newest state, in no order; those
  /// that left are among them.
  std::vector<row_ptr> take_changes();

  queue_figures figures_at(time_point now) const;

  /// Place among those that wait for an agent, from 1: 1 + those that came earlier. Nothing for one
  /// that does not wait here.
  std::optional<std::uint32_t> position_of(const conversation_row& r) const;

  const row_set& rows() const { return rows_; }
  std::size_t size() const { return rows_.size(); }
  row_ptr find(const conversation_id& c) const;

private:
  /// What one conversation adds to the sums of this day.
  struct share {
    bool offered = false, accepted = false, abandoned = false, in_time = false;
    std::int64_t answer_ms = 0;
  };
  share share_of(const conversation_row& r) const;
  static bool waits(const conversation_row& r) {
    return r.status == status::open && r.entered_at.has_value();
  }
  void count(const share& s, int sign);
  /// The same for the sums over those that are open now.
  void count_open(const conversation_row& r, int sign);

  row_set rows_;
  row_set changed_;
  /// Rows that left, kept for two publications: an older row that was overtaken must not bring them
  /// back; a newer one of a conversation that comes back does. A midnight that came meanwhile must
  /// not lose them.
  row_set left_now_, left_before_;
  milliseconds service_limit_;
  time_point midnight_ = time_point::min();
  std::int64_t offered_ = 0, accepted_ = 0, abandoned_ = 0, in_time_ = 0, answer_ms_ = 0;
  std::array<std::uint32_t, 7> by_level_{};
  std::array<std::uint32_t, 6> by_status_{};
  using place_in_line = std::pair<time_point, conversation_id>;
  std::set<place_in_line> line_; ///< the backlog, whoever came first in front
  /// The same to search by number, made anew when it is asked for after a change.
  mutable std::vector<const place_in_line*> numbered_;
  mutable bool numbered_is_old_ = false;
};

} // namespace earshot
