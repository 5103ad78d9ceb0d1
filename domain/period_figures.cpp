#include "domain/period_figures.hpp"

#include <algorithm>

namespace earshot {

namespace {

std::optional<double> share(std::uint32_t part, const kpis& k) {
  if (k.sentiments.total() == 0)
    return std::nullopt;
  return static_cast<double>(part) / k.sentiments.total();
}

std::optional<double> if_scored(double value, const kpis& k) {
  return k.sentiments.total() == 0 ? std::nullopt : std::optional(value);
}

struct quotient {
  double over;
  double under;
};

/// What a conversation adds to the pooled figure. REQUIRES: it has the figure, with this value.
quotient pooled_part(figure f, const kpis& k, double value) {
  auto d = [](auto n) { return static_cast<double>(n); };
  double scored = k.sentiments.total();
  switch (f) {
  case figure::talk_ratio: return {d(k.seller_talk), d(k.seller_talk + k.customer_talk)};
  case figure::talking_speed: return {d(k.seller_words), d(k.seller_talk) / 60'000};
  case figure::switches_per_hour: return {d(k.switches), d(k.length_ms) / 3'600'000};
  case figure::pause: return {d(k.pauses_ms), d(k.pauses)};
  case figure::sentiment_positive: return {d(k.sentiments.positive), scored};
  case figure::sentiment_neutral: return {d(k.sentiments.neutral), scored};
  case figure::sentiment_negative: return {d(k.sentiments.negative), scored};
  default: return {value, 1}; // pooled like the mean
  }
}

} // namespace

std::string_view unit_of(figure f, basis b) {
  switch (f) {
  case figure::talk_ratio: return "ratio";
  case figure::talking_speed: return "words/min";
  case figure::switches: return "count";
  case figure::switches_per_hour: return "count/hour";
  case figure::pause: return "ms";
  case figure::longest_customer_monologue: return name_of(b);
  case figure::sentiment_positive:
  case figure::sentiment_neutral:
  case figure::sentiment_negative: return "share";
  case figure::sentiment_start:
  case figure::sentiment_end:
  case figure::sentiment_trend: return "score";
  }
  return "";
}

std::optional<double> value_of(figure f, const kpis& k) {
  switch (f) {
  case figure::talk_ratio: return k.talk_ratio();
  case figure::talking_speed: return k.talking_speed();
  case figure::switches: return k.switches;
  case figure::switches_per_hour: return k.switches_per_hour();
  case figure::pause: return k.pause_ms();
  case figure::longest_customer_monologue: return k.longest_monologue();
  case figure::sentiment_positive: return share(k.sentiments.positive, k);
  case figure::sentiment_neutral: return share(k.sentiments.neutral, k);
  case figure::sentiment_negative: return share(k.sentiments.negative, k);
  case figure::sentiment_start: return if_scored(k.sentiment_start, k);
  case figure::sentiment_end: return if_scored(k.sentiment_end, k);
  case figure::sentiment_trend: return k.sentiment_trend();
  }
  return std::nullopt;
}

void period_figures::add(const kpis& k) {
  ++conversations_;
  for (std::size_t i = 0; i < figures_count; ++i) {
    auto f = static_cast<figure>(i);
    auto value = earshot::value_of(f, k);
    if (!value)
      continue;
    auto part = pooled_part(f, k, *value);
    sums& s = all_[i][static_cast<std::size_t>(k.basis)];
    s.most = s.n == 0 ? *value : std::max(s.most, *value);
    ++s.n;
    s.values += *value;
    s.over += part.over;
    s.under += part.under;
  }
}

void period_figures::merge(const period_figures& other) {
  conversations_ += other.conversations_;
  for (std::size_t i = 0; i < figures_count; ++i)
    for (std::size_t b = 0; b < bases; ++b) {
      sums& s = all_[i][b];
      const sums& o = other.all_[i][b];
      s.most = s.n == 0 ? o.most : o.n == 0 ? s.most : std::max(s.most, o.most);
      s.n += o.n;
      s.values += o.values;
      s.over += o.over;
      s.under += o.under;
    }
}

std::optional<figure_value> period_figures::of(figure f, basis b) const {
  sums s = all_[static_cast<std::size_t>(f)][static_cast<std::size_t>(b)];
  if (static_cast<std::size_t>(f) >= style_figures_count) { // moods know no basis
    const sums& o = all_[static_cast<std::size_t>(f)][static_cast<std::size_t>(b) ^ 1];
    s.n += o.n;
    s.values += o.values;
    s.over += o.over;
    s.under += o.under;
  }
  if (s.n == 0)
    return std::nullopt;
  double pooled = f == figure::longest_customer_monologue ? s.most
                  : s.under > 0                           ? s.over / s.under
                                                          : 0;
  return figure_value{s.values / static_cast<double>(s.n), pooled, s.n};
}

basis period_figures::main_basis(figure f) const {
  const auto& both = all_[static_cast<std::size_t>(f)];
  return both[0].n >= both[1].n ? basis::ms : basis::words;
}

} // namespace earshot
