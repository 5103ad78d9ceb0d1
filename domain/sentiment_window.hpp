// The last six customer messages of a conversation and the mood they add up to.
#pragma once

#include "domain/event.hpp"
#include "domain/packing.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace earshot {

/// Rounds to the four decimals that scores are shown and stored with.
double to_four_decimals(double x);

/// What a message's score is worth under a policy: the score itself, or why there is none. A score
/// that was given while a feature was on does not count where it is off now.
scoring under_policy(const scoring& s, language lang, const policy& p);

class sentiment_window {
public:
  static constexpr std::size_t slots_max = 6;
  static constexpr double decay = 0.8; ///< weight of the k-th message from the end is decay^k

  /// A message and what its scoring says about the mood, in twelve bytes: every conversation has
  /// six of them.
  struct slot {
    std::uint32_t message = 0;
    packed_score score = {}; ///< if `has_score`
    language lang = {};
    no_score why_not = no_score::none;
    bool has_score : 1 = false;
    bool profanity : 1 = false;

    slot() = default;
    slot(std::uint32_t of, language l, const scoring& s)
        : message(of), score(s.score.value_or(0)), lang(l), why_not(s.why_not),
          has_score(s.score.has_value()), profanity(s.profanity) {}

    scoring scored() const;
  };

  /// A customer's message comes in; one without words takes no slot.
  void add(std::uint32_t message, language lang, const scoring& s);

  /// A message of the window is scored after all, or leaves it if it turns out to have no words;
  /// others are left alone.
  void rescore(const late_score& s);

  /// Decayed mean over the scored slots, weights by position, with its level. Without a scored one:
  /// neutral while the window is empty, else no level and the newest slot's reason.
  mood mood_under(const policy& p) const;

  /// Mean of the newer half of the scored slots minus mean of the older half, -2..2 (the middle one
  /// of an odd number counts for neither); 0 with fewer than two.
  double trend_under(const policy& p) const;

  /// Oldest first.
  std::span<const slot> slots() const { return {slots_.data(), count_}; }

  static double weight_of(std::size_t from_end);

private:
  std::array<slot, slots_max> slots_{};
  std::uint8_t count_ = 0;
};

} // namespace earshot
