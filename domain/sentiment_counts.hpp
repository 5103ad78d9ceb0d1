// How many of a customer's utterances were positive, neutral and negative.
#pragma once

#include <cstdint>

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

} // namespace earshot
