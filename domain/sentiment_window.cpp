#include "domain/sentiment_window.hpp"

#include <algorithm>
#include <cmath>

namespace earshot {

double to_four_decimals(double x) { return std::round(x * 10000) / 10000 + 0.0; }

scoring under_policy(const scoring& s, language lang, const policy& p) {
  if (s.why_not == no_score::no_words)
    return s;
  if (!p.sentiment)
    return {.why_not = no_score::feature_off};
  if (!p.multilingual && lang != english && (s.score || s.why_not == no_score::multilingual_off))
    return {.why_not = no_score::multilingual_off};
  return s;
}

double sentiment_window::weight_of(std::size_t from_end) {
  double w = 1;
  for (; from_end > 0; --from_end)
    w *= decay;
  return w;
}

scoring sentiment_window::slot::scored() const {
  return {.score = has_score ? std::optional(score.value()) : std::nullopt,
          .why_not = why_not,
          .profanity = profanity};
}

void sentiment_window::add(std::uint32_t message, language lang, const scoring& s) {
  if (s.why_not == no_score::no_words)
    return;
  if (count_ == slots_max) {
    std::move(slots_.begin() + 1, slots_.end(), slots_.begin());
    --count_;
  }
  slots_[count_++] = slot(message, lang, s);
}

void sentiment_window::rescore(const late_score& s) {
  auto end = slots_.begin() + count_;
  auto it =
      std::find_if(slots_.begin(), end, [&](const slot& x) { return x.message == s.message; });
  if (it == end)
    return;
  if (s.scored.why_not != no_score::no_words) {
    *it = slot(s.message, s.lang, s.scored);
  } else {
    std::move(it + 1, end, it);
    --count_;
  }
}

mood sentiment_window::mood_under(const policy& p) const {
  mood m;
  if (!p.sentiment) {
    m.why_not = no_score::feature_off;
    return m;
  }
  double sum = 0, weights = 0;
  no_score newest_reason = no_score::none;
  for (std::size_t k = 0; k < count_; ++k) {
    const slot& s = slots_[count_ - 1 - k];
    scoring now = under_policy(s.scored(), s.lang, p);
    if (!now.score) {
      if (newest_reason == no_score::none)
        newest_reason = now.why_not;
      continue;
    }
    double w = weight_of(k);
    sum += w * *now.score;
    weights += w;
    ++m.evidence;
    m.profanity = m.profanity || now.profanity;
  }
  if (m.evidence == 0) {
    m.why_not = newest_reason;
    return m;
  }
  m.score = to_four_decimals(sum / weights);
  m.lvl = level_of(m.score);
  if (m.profanity)
    m.lvl = std::min(m.lvl, level::negative);
  return m;
}

double sentiment_window::trend_under(const policy& p) const {
  std::array<double, slots_max> scores{};
  std::size_t n = 0;
  for (const slot& s : slots())
    if (auto now = under_policy(s.scored(), s.lang, p); now.score)
      scores[n++] = *now.score;
  if (n < 2)
    return 0;
  std::size_t half = n / 2;
  double older = 0, newer = 0;
  for (std::size_t i = 0; i < half; ++i) {
    older += scores[i];
    newer += scores[n - half + i];
  }
  return to_four_decimals((newer - older) / static_cast<double>(half));
}

} // namespace earshot
