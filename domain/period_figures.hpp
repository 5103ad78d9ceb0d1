// Figures of many conversations: means and pooled sums, folded one conversation at a time and
// merged in any order. See docs/figures.md for what is pooled how.
#pragma once

#include "domain/kpis.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace earshot {

enum class figure : std::uint8_t {
  talk_ratio,
  talking_speed,
  switches,
  switches_per_hour,
  pause,
  longest_customer_monologue,
  sentiment_positive,
  sentiment_neutral,
  sentiment_negative,
  sentiment_start,
  sentiment_end,
  sentiment_trend,
};
inline constexpr std::size_t figures_count = 12;
/// The first of these are style, the others mood.
inline constexpr std::size_t style_figures_count = 6;

constexpr std::string_view name_of(figure f) {
  constexpr std::array<std::string_view, figures_count> names{"talk_ratio",
                                                              "talking_speed",
                                                              "switches",
                                                              "switches_per_hour",
                                                              "pause",
                                                              "longest_customer_monologue",
                                                              "sentiment_positive",
                                                              "sentiment_neutral",
                                                              "sentiment_negative",
                                                              "sentiment_start",
                                                              "sentiment_end",
                                                              "sentiment_trend"};
  return names[static_cast<std::size_t>(f)];
}

/// "ratio", "words/min", "count", "count/hour", "ms" or "words", "share", "score".
std::string_view unit_of(figure f, basis b);

/// The figure of one conversation; nothing where it is not defined.
std::optional<double> value_of(figure f, const kpis& k);

struct figure_value {
  double mean = 0;   ///< of the conversations' figures
  double pooled = 0; ///< sums over sums
  std::size_t n = 0; ///< conversations that have the figure; above 0
};

class period_figures {
public:
  void add(const kpis& k);
  /// Commutative and associative.
  void merge(const period_figures& other);

  std::size_t conversations() const { return conversations_; }
  std::optional<figure_value> of(figure f, basis b) const;
  /// Of the basis that more conversations have.
  std::optional<figure_value> of(figure f) const { return of(f, main_basis(f)); }
  basis main_basis(figure f) const;

private:
  struct sums {
    std::size_t n = 0;
    double values = 0;
    double over = 0;  ///< pooled: this
    double under = 0; ///< through this
    double most = 0;
  };
  static constexpr std::size_t bases = 2;

  std::size_t conversations_ = 0;
  std::array<std::array<sums, bases>, figures_count> all_{};
};

} // namespace earshot
