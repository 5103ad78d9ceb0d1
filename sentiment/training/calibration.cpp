#include "sentiment/training/calibration.hpp"

#include <array>
#include <map>
#include <set>

namespace earshot::sentiment::training {

namespace {

constexpr double pull = 0.05; // of a language's bias to that of all languages
constexpr int rounds = 400;
constexpr double rate = 0.5;

// Texts from elsewhere hold fewer known words than those of the sets a model was trained on, so
// they look more neutral than they are. Where a language has few sets its fit knows nothing of
// that; chosen on sets left out of training.
constexpr double shift_for_unseen = 0.25;
constexpr std::size_t sets_enough = 4;

struct weighted {
  const judged* row;
  double weight;
};

struct balanced_rows {
  std::vector<weighted> rows;
  std::size_t sets = 0;
};

// Every set with the same weight, and so every mood within it. Sets that lack a mood are left out.
balanced_rows balanced(const std::vector<const judged*>& rows) {
  std::map<std::string, std::array<double, 3>> counts;
  for (const auto* r : rows)
    ++counts[r->set][static_cast<std::size_t>(r->label)];
  std::erase_if(counts, [](const auto& c) {
    return c.second[0] == 0 || c.second[1] == 0 || c.second[2] == 0;
  });
  balanced_rows out{{}, counts.size()};
  for (const auto* r : rows)
    if (auto found = counts.find(r->set); found != counts.end())
      out.rows.push_back({r, 1
                                 / (3.0 * static_cast<double>(counts.size())
                                    * found->second[static_cast<std::size_t>(r->label)])});
  return out;
}

logits fit_bias(const std::vector<weighted>& rows, logits centre) {
  logits bias = centre;
  for (int i = 0; i < rounds; ++i) {
    logits slope{pull * (bias.negative - centre.negative),
                 pull * (bias.positive - centre.positive)};
    for (const auto& [row, weight] : rows) {
      auto p = softmax({row->z.negative + bias.negative, row->z.positive + bias.positive});
      slope.negative += weight * (p.negative - (row->label == mood::negative));
      slope.positive += weight * (p.positive - (row->label == mood::positive));
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
  std::vector<weighted> all;
  for (const auto& [lang, own] : by_language)
    for (auto w : balanced(own).rows)
      all.push_back(w);
  for (auto& w : all)
    w.weight /= static_cast<double>(by_language.size());
  logits centre = fit_bias(all, {});
  std::vector<language_fit> fits;
  for (const auto& [lang, own] : by_language) {
    auto [own_rows, sets] = balanced(own);
    logits bias = fit_bias(own_rows, centre);
    double shift = sets < sets_enough ? shift_for_unseen : 0;
    fits.push_back({lang, {bias.negative + shift, bias.positive + shift}});
  }
  return fits;
}

} // namespace earshot::sentiment::training
