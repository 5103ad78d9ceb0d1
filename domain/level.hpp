// The seven levels of sentiment and where one ends and the next begins.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace earshot {

/// The value is what the wire calls `value`: -3..+3.
enum class level : std::int8_t {
  very_negative = -3,
  negative,
  slightly_negative,
  neutral,
  slightly_positive,
  positive,
  very_positive,
};

/// Where the levels of one side begin, in units of the score: |s| <= slight is neutral, up to
/// `plain` slightly, up to `very` plain, beyond it very negative or positive. Fitted in
/// docs/sentiment.md.
struct cut_points {
  double slight = 0.25;
  double plain = 0.50;
  double very = 0.75;
};

/// REQUIRES: `score` in [-1, 1].
constexpr level level_of(double score, const cut_points& cuts = {}) {
  double size = score < 0 ? -score : score;
  int steps = (size > cuts.slight) + (size > cuts.plain) + (size > cuts.very);
  return static_cast<level>(score < 0 ? -steps : steps);
}

constexpr int value_of(level l) { return static_cast<int>(l); }

/// "very_negative" .. "very_positive".
constexpr std::string_view name_of(level l) {
  constexpr std::array<std::string_view, 7> names{
      "very_negative",     "negative", "slightly_negative", "neutral",
      "slightly_positive", "positive", "very_positive"};
  return names[static_cast<std::size_t>(value_of(l) + 3)];
}

} // namespace earshot
