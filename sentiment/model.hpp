// The trained weights: from features to the probabilities of a mood. Immutable; it reads the image
// it was given in place, which must outlive it.
#pragma once

#include "domain/language.hpp"
#include "sentiment/features.hpp"
#include "sentiment/scorer.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace earshot::sentiment {

/// How strongly a text speaks for negative and for positive, where neutral is 0. Natural
/// logarithms.
struct logits {
  double negative = 0;
  double positive = 0;
};

/// Softmax over the three classes; the same on every machine.
probabilities softmax(const logits& z);

/// e^x for |x| <= 700, to about 1e-15; written out, as the library's differs between machines.
double exp_of(double x);

/// Weights of one bucket.
struct weight_pair {
  std::int8_t negative = 0;
  std::int8_t positive = 0;
};

/// What was fitted per language: where its neutral ends.
struct language_fit {
  language lang = {};
  logits bias = {};
};

struct model_parameters {
  double scale = 1; ///< one step of a weight, in logits
  std::vector<language_fit> languages = {};
};

class model {
public:
  /// Throws std::runtime_error where `image` is no model of this version.
  explicit model(std::span<const std::byte> image);

  /// nullptr for a language that the model does not support.
  const language_fit* fit_of(language lang) const;
  const std::vector<language_fit>& languages() const { return parameters_.languages; }

  /// The logits of `features`; REQUIRES: `fit` is one of this model's.
  logits evaluate(const feature_list& features, const language_fit& fit) const;

  /// What one feature of a group with `count` features adds to the logits.
  logits share_of(const feature& f, feature_group group, std::size_t count) const;

private:
  model_parameters parameters_;
  const weight_pair* weights_ = nullptr;
};

/// Writes the image that `model` reads. REQUIRES: weights.size() == 1 << bucket_bits.
std::vector<std::byte> image_of(const model_parameters& parameters,
                                std::span<const weight_pair> weights);

/// The image that is linked into the program.
std::span<const std::byte> embedded_model();

} // namespace earshot::sentiment
