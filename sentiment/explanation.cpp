#include "sentiment/explanation.hpp"

namespace earshot::sentiment {

namespace {

// The mean slope of p(positive) - p(negative) by each logit on the straight line from one point to
// the other, by the midpoint rule: 64 steps are exact to about 1e-4, and what is missing goes to
// the base.
logits mean_slope(const logits& from, const logits& to) {
  constexpr int steps = 64;
  logits sum;
  for (int i = 0; i < steps; ++i) {
    double t = (i + 0.5) / steps;
    auto p = softmax({from.negative + t * (to.negative - from.negative),
                      from.positive + t * (to.positive - from.positive)});
    double score = p.positive - p.negative;
    sum.negative += p.negative * (-1 - score) / steps;
    sum.positive += p.positive * (1 - score) / steps;
  }
  return sum;
}

} // namespace

std::vector<double> token_shares(const model& m, const language_fit& fit, const token_list& tokens,
                                 const feature_list& features) {
  logits slope = mean_slope(fit.bias, m.evaluate(features, fit));
  std::vector<double> shares(tokens.tokens.size());
  for (std::size_t g = 0; g < feature_groups; ++g) {
    const auto& group = features.groups[g];
    for (const auto& f : group) {
      if (f.last == f.first)
        continue;
      logits z = m.share_of(f, static_cast<feature_group>(g), group.size());
      double share = (z.negative * slope.negative + z.positive * slope.positive)
                     / static_cast<double>(f.last - f.first);
      for (std::uint32_t i = f.first; i < f.last; ++i)
        shares[i] += share;
    }
  }
  return shares;
}

} // namespace earshot::sentiment
