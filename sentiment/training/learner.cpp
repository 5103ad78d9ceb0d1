#include "sentiment/training/learner.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace earshot::sentiment::training {

namespace {

struct pair {
  float negative = 0;
  float positive = 0;
};

// A learned value of both classes with its AdaGrad sum.
struct slot {
  pair w;
  pair g;
};

void step(float& w, float& g, float gradient, float rate, float floor) {
  g += gradient * gradient;
  w -= rate * gradient / (std::sqrt(g) + floor);
}

// Fisher-Yates with our own draw: std::shuffle differs between standard libraries.
void shuffle(std::vector<std::uint32_t>& order, std::mt19937& random) {
  for (std::size_t i = order.size(); i > 1; --i)
    std::swap(order[i - 1], order[random() % i]);
}

constexpr std::size_t prior_kinds = 4; // group x sign

class learner {
public:
  learner(const sample_store& store, const prior& known, const learning_rates& rates)
      : store_{store}, known_{known}, rates_{rates}, weights_(std::size_t{1} << bucket_bits),
        sources_(store.sources) {
    for (auto& s : weights_)
      s.g = {1e-6f, 1e-6f};
    for (auto& s : sources_)
      s.g = {1e-3f, 1e-3f};
    for (auto& s : trust_)
      s.g = {1e-3f, 1e-3f};
  }

  float_weights run() {
    std::vector<std::uint32_t> order(store_.samples.size());
    std::iota(order.begin(), order.end(), 0u);
    std::mt19937 random{rates_.seed};
    for (int epoch = 0; epoch < rates_.epochs; ++epoch) {
      shuffle(order, random);
      float rate =
          rates_.rate * (1 - 0.85f * static_cast<float>(epoch) / static_cast<float>(rates_.epochs));
      for (auto i : order)
        learn_from(store_.samples[i], rate);
    }
    return folded();
  }

private:
  std::span<const std::uint32_t> group_of(const sample& s, std::size_t g) const {
    return {store_.buckets.data() + s.offset + s.begin[g], s.begin[g + 1] - s.begin[g]};
  }

  std::size_t kind_of(std::uint32_t bucket) const {
    return known_.group[bucket] * 2u + (known_.value[bucket] > 0);
  }

  void learn_from(const sample& s, float rate) {
    std::array<float, prior_kinds> known{};
    pair z = sources_[s.source].w;
    for (std::size_t g = 0; g < feature_groups; ++g) {
      auto buckets = group_of(s, g);
      auto value = static_cast<float>(value_of(static_cast<feature_group>(g), buckets.size()));
      pair sum;
      for (auto b : buckets) {
        sum.negative += weights_[b].w.negative;
        sum.positive += weights_[b].w.positive;
        if (g == 0 && known_.value[b] != 0)
          known[kind_of(b)] += known_.value[b] * value;
      }
      z.negative += sum.negative * value;
      z.positive += sum.positive * value;
    }
    for (std::size_t k = 0; k < prior_kinds; ++k) {
      z.negative += trust_[k].w.negative * known[k];
      z.positive += trust_[k].w.positive * known[k];
    }
    pair slope = slope_of(s, z);
    for (std::size_t g = 0; g < feature_groups; ++g) {
      auto buckets = group_of(s, g);
      auto value = static_cast<float>(value_of(static_cast<feature_group>(g), buckets.size()));
      for (auto b : buckets) {
        slot& w = weights_[b];
        step(w.w.negative, w.g.negative, slope.negative * value + rates_.decay * w.w.negative, rate,
             1e-3f);
        step(w.w.positive, w.g.positive, slope.positive * value + rates_.decay * w.w.positive, rate,
             1e-3f);
      }
    }
    slot& bias = sources_[s.source];
    step(bias.w.negative, bias.g.negative, slope.negative + 1e-3f * bias.w.negative, 0.1f, 0);
    step(bias.w.positive, bias.g.positive, slope.positive + 1e-3f * bias.w.positive, 0.1f, 0);
    for (std::size_t k = 0; k < prior_kinds; ++k)
      if (known[k] != 0) {
        step(trust_[k].w.negative, trust_[k].g.negative, slope.negative * known[k], 0.1f, 0);
        step(trust_[k].w.positive, trust_[k].g.positive, slope.positive * known[k], 0.1f, 0);
      }
  }

  // Of the loss by the two logits.
  pair slope_of(const sample& s, pair z) const {
    float neutral = s.binary ? -1e9f : 0.0f;
    float top = std::max({z.negative, z.positive, neutral});
    float n = std::exp(z.negative - top);
    float p = std::exp(z.positive - top);
    float sum = n + p + std::exp(neutral - top);
    float spread = rates_.smoothing / (s.binary ? 2.0f : 3.0f);
    float kept = 1 - rates_.smoothing;
    return {s.weight * (n / sum - (kept * (s.label == mood::negative) + spread)),
            s.weight * (p / sum - (kept * (s.label == mood::positive) + spread))};
  }

  float_weights folded() const {
    float_weights out;
    for (std::size_t b = 0; b < weights_.size(); ++b) {
      out.negative[b] = weights_[b].w.negative;
      out.positive[b] = weights_[b].w.positive;
      if (known_.value[b] != 0) {
        const slot& trust = trust_[kind_of(static_cast<std::uint32_t>(b))];
        out.negative[b] += trust.w.negative * known_.value[b];
        out.positive[b] += trust.w.positive * known_.value[b];
      }
    }
    return out;
  }

  const sample_store& store_;
  const prior& known_;
  const learning_rates& rates_;
  std::vector<slot> weights_;
  std::vector<slot> sources_;
  std::array<slot, prior_kinds> trust_{};
};

} // namespace

void sample_store::add(const feature_list& features, sample s) {
  s.offset = buckets.size();
  for (std::size_t g = 0; g < feature_groups; ++g) {
    s.begin[g] = static_cast<std::uint32_t>(buckets.size() - s.offset);
    for (const auto& f : features.groups[g])
      buckets.push_back(f.bucket);
  }
  s.begin[feature_groups] = static_cast<std::uint32_t>(buckets.size() - s.offset);
  sources = std::max(sources, s.source + 1);
  samples.push_back(s);
}

float_weights learn(const sample_store& store, const prior& known, const learning_rates& rates) {
  return learner{store, known, rates}.run();
}

float_weights learn_mean(const sample_store& store, const prior& known, int runs) {
  float_weights sum;
  for (int run = 0; run < runs; ++run) {
    learning_rates rates;
    rates.seed += static_cast<std::uint32_t>(run);
    auto one = learn(store, known, rates);
    for (std::size_t b = 0; b < one.negative.size(); ++b) {
      sum.negative[b] += one.negative[b] / static_cast<float>(runs);
      sum.positive[b] += one.positive[b] / static_cast<float>(runs);
    }
  }
  return sum;
}

quantised quantise(const float_weights& weights) {
  std::vector<float> sizes;
  for (const auto* part : {&weights.negative, &weights.positive})
    for (float w : *part)
      if (w != 0)
        sizes.push_back(std::fabs(w));
  auto kept = static_cast<std::ptrdiff_t>(static_cast<double>(sizes.size()) * 0.9998);
  std::nth_element(sizes.begin(), sizes.begin() + kept, sizes.end());
  quantised out{static_cast<double>(sizes[static_cast<std::size_t>(kept)]) / 127, {}};
  auto cut = [&](float w) {
    return static_cast<std::int8_t>(std::clamp(std::lround(w / out.scale), -127L, 127L));
  };
  for (std::size_t b = 0; b < weights.negative.size(); ++b)
    out.weights.push_back({cut(weights.negative[b]), cut(weights.positive[b])});
  return out;
}

} // namespace earshot::sentiment::training
