#include "domain/team_overview.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace earshot {

namespace {

enum class direction : std::uint8_t { above, below };

/// A verdict rests on one figure that lies beyond the team's median by more than the distance of
/// its quartiles, and by more than `least`, below which nobody would notice.
struct rule {
  std::string_view name;
  figure what;
  direction beyond;
  double least;
};

constexpr std::array coaching_rules{
    rule{"customers_often_negative", figure::sentiment_negative, direction::above, 0.10},
    rule{"mood_falls", figure::sentiment_trend, direction::below, 0.10},
    rule{"talks_much", figure::talk_ratio, direction::above, 0.10},
    rule{"slow_to_answer", figure::pause, direction::above, 1000},
};
constexpr std::array practice_rules{
    rule{"customers_often_positive", figure::sentiment_positive, direction::above, 0.10},
    rule{"mood_rises", figure::sentiment_trend, direction::above, 0.10},
};

double quantile(const std::vector<double>& sorted, double q) {
  double at = q * static_cast<double>(sorted.size() - 1);
  auto low = static_cast<std::size_t>(at);
  auto high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

std::vector<team_overview::row> rows_of(const std::vector<seller_overview>& sellers) {
  std::vector<team_overview::row> rows;
  for (const auto& s : sellers) {
    team_overview::row r{s.seller, s.figures, 0, 0, false, {}, {}};
    r.enough = s.talks.size() >= team_overview::conversations_min;
    for (const auto& t : s.talks) {
      r.with_outcome += t.result != outcome::none;
      r.closed_well += t.result == outcome::won || t.result == outcome::solved;
    }
    rows.push_back(std::move(r));
  }
  return rows;
}

std::optional<team_overview::spread> spread_of(const std::vector<team_overview::row>& rows,
                                               figure f) {
  std::vector<double> values;
  for (const auto& r : rows)
    if (auto v = r.figures.of(f); v && r.enough)
      values.push_back(v->mean);
  if (values.empty())
    return std::nullopt;
  std::sort(values.begin(), values.end());
  return team_overview::spread{quantile(values, 0.5), quantile(values, 0.25),
                               quantile(values, 0.75), values.size()};
}

/// The conversations in which the figure lies furthest on that side.
std::vector<std::string> examples_of(const seller_overview& s, figure f, direction side) {
  std::vector<std::pair<double, const std::string*>> all;
  for (const auto& t : s.talks)
    if (auto v = value_of(f, t.figures))
      all.emplace_back(side == direction::above ? -*v : *v, &t.conversation);
  auto shown = std::min(all.size(), team_overview::examples_max);
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(shown), all.end(),
                    [](const auto& a, const auto& b) {
                      return a.first != b.first ? a.first < b.first : *a.second < *b.second;
                    });
  std::vector<std::string> names;
  for (std::size_t i = 0; i < shown; ++i)
    names.push_back(*all[i].second);
  return names;
}

template <std::size_t N>
std::vector<team_overview::reason> fired(const std::array<rule, N>& rules, const seller_overview& s,
                                         const team_overview& o) {
  std::vector<team_overview::reason> reasons;
  for (const rule& r : rules) {
    auto team = o.team[static_cast<std::size_t>(r.what)];
    auto mine = s.figures.of(r.what);
    if (!team || team->sellers < team_overview::sellers_min || !mine
        || mine->n < team_overview::conversations_min)
      continue;
    double margin = std::max(r.least, team->upper_quartile - team->lower_quartile);
    double limit = r.beyond == direction::above ? team->median + margin : team->median - margin;
    bool beyond = r.beyond == direction::above ? mine->mean > limit : mine->mean < limit;
    if (beyond)
      reasons.push_back(
          {r.name, r.what, mine->mean, team->median, limit, examples_of(s, r.what, r.beyond)});
  }
  return reasons;
}

std::vector<user_id> best_by_outcome(const team_overview& o) {
  std::vector<const team_overview::row*> ranked;
  for (const auto& r : o.rows)
    if (r.with_outcome >= team_overview::outcomes_min)
      ranked.push_back(&r);
  if (ranked.size() < team_overview::sellers_min)
    return {};
  auto share = [](const team_overview::row* r) {
    return static_cast<double>(r->closed_well) / static_cast<double>(r->with_outcome);
  };
  std::stable_sort(ranked.begin(), ranked.end(),
                   [&](auto* a, auto* b) { return share(a) > share(b); });
  std::vector<user_id> best;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, ranked.size() / 4); ++i)
    best.push_back(ranked[i]->seller);
  return best;
}

double mean_of(const std::vector<double>& all) {
  double sum = 0;
  for (double x : all)
    sum += x;
  return sum / static_cast<double>(all.size());
}

/// Values of the best and of the others.
struct two_groups {
  std::vector<double> best, others;

  void add(bool is_best, double value) { (is_best ? best : others).push_back(value); }
  std::optional<team_overview::difference> differ(std::string name) const {
    if (best.size() < team_overview::conversations_min
        || others.size() < team_overview::conversations_min)
      return std::nullopt;
    auto [low, high] = bootstrap_difference(best, others);
    return team_overview::difference{std::move(name), mean_of(best), mean_of(others), low, high};
  }
};

void compare(team_overview& o, const std::vector<seller_overview>& sellers) {
  auto is_best = [&](const seller_overview& s) {
    return std::find(o.best.begin(), o.best.end(), s.seller) != o.best.end();
  };
  auto compare_figure = [&](figure f, std::optional<basis> only, const char* suffix) {
    two_groups groups;
    for (const auto& s : sellers)
      for (const auto& t : s.talks)
        if (auto v = value_of(f, t.figures); v && (!only || t.figures.basis == *only))
          groups.add(is_best(s), *v);
    if (auto d = groups.differ(std::string(name_of(f)) + suffix))
      o.figures.push_back(std::move(*d));
  };
  for (std::size_t i = 0; i < figures_count; ++i) {
    auto f = static_cast<figure>(i);
    if (i >= style_figures_count) { // moods know no basis
      compare_figure(f, std::nullopt, "");
      continue;
    }
    compare_figure(f, basis::ms, " (spoken)");
    compare_figure(f, basis::words, " (written)");
  }
  std::map<std::string, std::size_t> keywords;
  for (const auto& s : sellers)
    for (const auto& t : s.talks)
      for (const auto& k : t.keywords)
        ++keywords[k];
  constexpr std::size_t keywords_max = 20;
  std::vector<std::pair<std::size_t, std::string>> frequent;
  for (auto& [k, n] : keywords)
    frequent.emplace_back(n, k);
  std::sort(frequent.rbegin(), frequent.rend());
  frequent.resize(std::min(frequent.size(), keywords_max));
  for (auto& [n, k] : frequent) {
    two_groups groups;
    for (const auto& s : sellers)
      for (const auto& t : s.talks)
        groups.add(is_best(s),
                   std::find(t.keywords.begin(), t.keywords.end(), k) != t.keywords.end() ? 1 : 0);
    if (auto d = groups.differ(k))
      o.keywords.push_back(std::move(*d));
  }
}

/// xorshift64* (Marsaglia 2003, Vigna 2016): the same draws on every machine.
class draws {
public:
  std::size_t below(std::size_t n) {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    auto high = static_cast<std::uint32_t>((state_ * 2685821657736338717ULL) >> 32);
    return static_cast<std::size_t>((std::uint64_t{high} * n) >> 32);
  }

private:
  std::uint64_t state_ = 88172645463325252ULL;
};

} // namespace

std::pair<double, double> bootstrap_difference(const std::vector<double>& a,
                                               const std::vector<double>& b) {
  static constexpr std::size_t sample_max = 400; // of each; above it a part is drawn and scaled
  constexpr std::size_t draws_max = 160'000;     // what an overview may spend on one figure
  auto drawn_of = [](const std::vector<double>& all) { return std::min(all.size(), sample_max); };
  std::size_t rounds = std::clamp<std::size_t>(draws_max / (drawn_of(a) + drawn_of(b)), 200, 1'000);
  draws random;
  auto resampled_mean = [&](const std::vector<double>& from, double mean) {
    double sum = 0;
    for (std::size_t i = 0; i < drawn_of(from); ++i)
      sum += from[random.below(from.size())];
    auto drawn = static_cast<double>(drawn_of(from));
    return mean + (sum / drawn - mean) * std::sqrt(drawn / static_cast<double>(from.size()));
  };
  double mean_a = mean_of(a), mean_b = mean_of(b);
  std::vector<double> differences;
  for (std::size_t i = 0; i < rounds; ++i) {
    double first = resampled_mean(a, mean_a);
    differences.push_back(first - resampled_mean(b, mean_b));
  }
  std::sort(differences.begin(), differences.end());
  return {quantile(differences, 0.025), quantile(differences, 0.975)};
}

std::array<std::optional<team_overview::spread>, figures_count>
medians_of(const std::vector<seller_overview>& sellers) {
  auto rows = rows_of(sellers);
  std::array<std::optional<team_overview::spread>, figures_count> all;
  for (std::size_t i = 0; i < figures_count; ++i)
    if (auto s = spread_of(rows, static_cast<figure>(i)); s && s->sellers >= median_sellers_min)
      all[i] = s;
  return all;
}

team_overview overview_of(std::vector<seller_overview> sellers,
                          const std::vector<user_id>& chosen) {
  team_overview o;
  o.rows = rows_of(sellers);
  for (std::size_t i = 0; i < figures_count; ++i)
    o.team[i] = spread_of(o.rows, static_cast<figure>(i));
  for (std::size_t i = 0; i < sellers.size(); ++i)
    if (o.rows[i].enough) {
      o.rows[i].may_need_coaching = fired(coaching_rules, sellers[i], o);
      o.rows[i].best_practice = fired(practice_rules, sellers[i], o);
    }
  o.best_by_hand = !chosen.empty();
  o.best = o.best_by_hand ? chosen : best_by_outcome(o);
  if (!o.best.empty())
    compare(o, sellers);
  return o;
}

} // namespace earshot
