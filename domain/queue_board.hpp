// What a queue shows: its open conversations and its figures, folded from whole rows. Owned by one
// queue actor. Definitions of the figures: docs/figures.md.
#pragma once

#include "domain/row.hpp"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace earshot {

struct queue_figures {
  std::uint32_t backlog = 0;        ///< conversations that wait for an agent now
  std::int64_t longest_wait_ms = 0; ///< of these, since they entered
  std::uint32_t offered = 0;        ///< entered since the start = accepted + abandoned + backlog
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
  /// Wait up to which an accepted conversation counts for the service level.
  static constexpr milliseconds service_limit{20'000};

  /// Takes a row, unless a newer one of the conversation is known. One with `left` is its last.
  void take(const row_ptr& r);

  /// The rows that changed since the last call, each once in its newest state, in no order; those
  /// that left are among them.
  std::vector<row_ptr> take_changes();

  queue_figures figures_at(time_point now) const;

  /// Open conversations, riskiest first: by level, then by the longest unanswered customer.
  std::vector<row_ptr> by_risk(std::size_t limit) const;

  std::size_t size() const { return rows_.size(); }
  row_ptr find(const conversation_id& c) const;

private:
  /// What one conversation adds to the sums over all that ever were in the queue.
  struct share {
    bool offered = false, accepted = false, abandoned = false, in_time = false;
    std::int64_t answer_ms = 0;
  };
  static share share_of(const conversation_row& r);
  static bool waits(const conversation_row& r) {
    return r.status == status::open && r.entered_at.has_value();
  }
  void count(const share& s, int sign);
  /// The same for the sums over those that are open now.
  void count_open(const conversation_row& r, int sign);

  /// Rows by the conversation they name: the name stands in the row alone.
  struct name_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const {
      return std::hash<std::string_view>{}(name);
    }
    std::size_t operator()(const row_ptr& r) const { return (*this)(r->conversation); }
  };
  struct same_name {
    using is_transparent = void;
    static std::string_view name_in(std::string_view name) { return name; }
    static std::string_view name_in(const row_ptr& r) { return r->conversation; }
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
      return name_in(a) == name_in(b);
    }
  };
  using row_set = std::unordered_set<row_ptr, name_hash, same_name>;
  /// Puts `r` in the place of an older one.
  static void put(row_set& into, const row_ptr& r);

  row_set rows_;
  row_set changed_;
  /// Rows that left, kept for two publications: an older row that was overtaken must not bring them
  /// back; a newer one of a conversation that comes back does.
  std::unordered_map<conversation_id, std::uint64_t> left_now_, left_before_;
  std::int64_t offered_ = 0, accepted_ = 0, abandoned_ = 0, in_time_ = 0, answer_ms_ = 0;
  std::array<std::uint32_t, 7> by_level_{};
  std::array<std::uint32_t, 6> by_status_{};
  std::multiset<time_point> waiting_since_; ///< when each of the backlog came to wait
};

} // namespace earshot
