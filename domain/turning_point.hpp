// Where a conversation turned: the message with which the mood fell most, and the reply after which
// it recovered. Folded live, one message at a time. Formula: docs/figures.md.
#pragma once

#include "domain/event.hpp"
#include "domain/packing.hpp"

#include <cstdint>

namespace earshot {

class turning_point {
public:
  /// A customer's message took the mood from `before` to `after`. A mood without a level is no
  /// mood: nothing falls from it or to it.
  void fold_customer(std::uint32_t message, const mood& before, const mood& after);
  /// An agent or a bot replied.
  void fold_reply(std::uint32_t message) { last_reply_ = message; }

  bool any() const { return message_ != 0; }
  std::uint32_t message() const { return message_; } ///< 0: the mood never fell
  double from() const { return from_.value(); }      ///< score before it, -1..1
  double to() const { return to_.value(); }          ///< score after it, below `from()`
  /// The customer's message with which the mood was back; 0: it is not.
  std::uint32_t recovered_with() const { return recovered_with_; }
  /// The newest reply before that message; 0: nobody had replied since the fall.
  std::uint32_t recovered_after() const { return recovered_after_; }

private:
  packed_score from_;
  packed_score to_;
  level back_at_ = level::neutral; ///< the level that counts as recovered
  std::uint32_t message_ = 0;
  std::uint32_t last_reply_ = 0;
  std::uint32_t recovered_with_ = 0;
  std::uint32_t recovered_after_ = 0;
};

} // namespace earshot
