// Fits, per language, how warm the logits are and where neutral ends, on the dev rows.
#pragma once

#include "sentiment/model.hpp"
#include "sentiment/training/corpus.hpp"

#include <vector>

namespace earshot::sentiment::training {

/// One dev row with what the features say, before any fit.
struct judged {
  logits z;
  mood label = mood::neutral;
  language lang = {};
};

/// A fit for each language of `rows`: the bias that makes the labels likeliest with all three
/// classes equally frequent, drawn to `prior_bias` where rows are few.
std::vector<language_fit> calibrate(const std::vector<judged>& rows);

} // namespace earshot::sentiment::training
