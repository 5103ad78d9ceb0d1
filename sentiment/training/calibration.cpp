#include "sentiment/training/calibration.hpp"

#include <array>
#include <cmath>
#include <map>

namespace earshot::sentiment::training {

namespace {

constexpr double pull = 0.02; // of a bias to zero
constexpr int rounds = 400;
constexpr double rate = 0.5;

logits fit_bias(const std::vector<const judged*>& rows) {
  std::array<double, 3> count{};
  for (const auto* r : rows)
    ++count[static_cast<std::size_t>(r->label)];
  int classes = 0;
  for (double c : count)
    classes += c > 0;
  logits bias;
  if (classes < 3)
    return bias;
  for (int i = 0; i < rounds; ++i) {
    logits slope{pull * bias.negative, pull * bias.positive};
    for (const auto* r : rows) {
      auto p = softmax({r->z.negative + bias.negative, r->z.positive + bias.positive});
      double w = 1 / (3 * count[static_cast<std::size_t>(r->label)]);
      slope.negative += w * (p.negative - (r->label == mood::negative));
      slope.positive += w * (p.positive - (r->label == mood::positive));
    }
    bias.negative -= rate * slope.negative;
    bias.positive -= rate * slope.positive;
  }
  return bias;
}

} // namespace

std::vector<language_fit> calibrate(const std::vector<judged>& rows) {
  std::map<language, std::vector<const judged*>> by_language;
  for (const auto& r : rows)
    by_language[r.lang].push_back(&r);
  std::vector<language_fit> fits;
  for (const auto& [lang, own] : by_language)
    fits.push_back({lang, true, 1, fit_bias(own)});
  return fits;
}

} // namespace earshot::sentiment::training
