// Learns the weights: a softmax over three moods by AdaGrad, one row at a time in a seeded order.
#pragma once

#include "domain/language.hpp"
#include "sentiment/features.hpp"
#include "sentiment/model.hpp"
#include "sentiment/training/corpus.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace earshot::sentiment::training {

/// A row ready to learn from.
struct sample {
  std::array<std::uint32_t, feature_groups + 1> begin{}; ///< of each group in sample_store::buckets
  std::size_t offset = 0;
  std::uint32_t source = 0; ///< set and language; its bias is learned and thrown away
  mood label = mood::neutral;
  bool binary = false; ///< its set has no neutral class: the softmax runs over two
  float weight = 1;
};

struct sample_store {
  std::vector<std::uint32_t> buckets;
  std::vector<sample> samples;
  std::uint32_t sources = 0;

  void add(const feature_list& features, sample s);
};

/// What is known of a word before any text is read: a lexicon's value in -1..1 at the word's
/// bucket. How far to trust it is learned, apart for the two groups (English, all others).
struct prior {
  std::vector<float> value = std::vector<float>(std::size_t{1} << bucket_bits);
  std::vector<std::uint8_t> group = std::vector<std::uint8_t>(std::size_t{1} << bucket_bits);
};

struct learning_rates {
  int epochs = 6;
  float rate = 0.1f;
  float decay = 2e-6f;     ///< pull of the weights to zero at each touch
  float smoothing = 0.05f; ///< share of the label spread over all classes
  std::uint32_t seed = 7;
};

struct float_weights {
  std::vector<float> negative = std::vector<float>(std::size_t{1} << bucket_bits);
  std::vector<float> positive = std::vector<float>(std::size_t{1} << bucket_bits);
};

/// Weights with the prior folded in. Equal inputs give equal bytes.
float_weights learn(const sample_store& store, const prior& known, const learning_rates& rates);

/// The mean of `runs` runs with the seeds that follow the default one: what a single order of the
/// rows brings by chance (a point either way on a small set) cancels out.
float_weights learn_mean(const sample_store& store, const prior& known, int runs);

struct quantised {
  double scale = 1;
  std::vector<weight_pair> weights;
};

/// To eight bits: all but the largest 0.02 % of the weights keep their proportion, those are cut.
quantised quantise(const float_weights& weights);

} // namespace earshot::sentiment::training
