// A team at a glance: each seller's figures beside the team's, who may need coaching and who shows
// good practice by written rules, and what the best do differently. See docs/figures.md.
#pragma once

#include "domain/period_figures.hpp"
#include "domain/seller_history.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace earshot {

/// What one seller brings to the overview.
struct seller_overview {
  struct talk {
    std::string conversation;
    outcome result = outcome::none;
    kpis figures;
    std::vector<std::string> keywords; ///< tracked ones that were mentioned
  };
  user_id seller;
  period_figures figures;
  std::vector<talk> talks;
};

struct team_overview {
  /// A rule that fired, with the numbers that fired it.
  struct reason {
    std::string_view rule;
    figure what = figure::talk_ratio;
    double value = 0;
    double median = 0;                           ///< of the team
    double limit = 0;                            ///< what the value is beyond
    std::vector<std::string> conversations = {}; ///< that show it most
  };
  struct row {
    user_id seller;
    period_figures figures;
    std::size_t closed_well = 0;  ///< won or solved
    std::size_t with_outcome = 0; ///< of these many
    bool enough = false;          ///< conversations for a verdict
    std::vector<reason> may_need_coaching;
    std::vector<reason> best_practice;
  };
  /// Over the sellers that have enough conversations.
  struct spread {
    double median = 0;
    double lower_quartile = 0;
    double upper_quartile = 0;
    std::size_t sellers = 0;
  };
  /// What the best do otherwise, and within what the difference lies in 95 of 100 resamplings.
  struct difference {
    std::string name; ///< of a figure or a keyword
    double best = 0;
    double others = 0;
    double low = 0;
    double high = 0;
  };

  static constexpr std::size_t conversations_min = 5; ///< of a seller, for a verdict
  static constexpr std::size_t sellers_min = 3;       ///< with enough of them, for a verdict
  static constexpr std::size_t outcomes_min = 5;      ///< of a seller, to be among the best
  static constexpr std::size_t examples_max = 3;

  std::vector<row> rows;
  std::array<std::optional<spread>, figures_count> team = {};
  std::vector<user_id> best;
  bool best_by_hand = false;
  std::vector<difference> figures;
  std::vector<difference> keywords; ///< share of conversations that mention it
};

/// `chosen`: the best, by hand; empty: the quarter of the sellers whose conversations end best.
team_overview overview_of(std::vector<seller_overview> sellers, const std::vector<user_id>& chosen);

/// The team's medians for its sellers to see: only of figures that at least this many sellers with
/// enough conversations have, so that none of them can be told from it.
inline constexpr std::size_t median_sellers_min = 5;
std::array<std::optional<team_overview::spread>, figures_count>
medians_of(const std::vector<seller_overview>& sellers);

/// 2.5th and 97.5th percentile of the difference of two means under resampling both (the percentile
/// bootstrap, Efron 1979; above 400 values a part is drawn and its spread scaled, as in the m out
/// of n bootstrap of Bickel, Götze and van Zwet 1997); the same numbers give the same answer.
std::pair<double, double> bootstrap_difference(const std::vector<double>& a,
                                               const std::vector<double>& b);

} // namespace earshot
