// Fits, per language, where neutral ends, on the dev rows.
#pragma once

#include "sentiment/model.hpp"
#include "sentiment/training/corpus.hpp"

#include <string>
#include <vector>

namespace earshot::sentiment::training {

/// One dev row with what the features say, before any fit.
struct judged {
  logits z;
  mood label = mood::neutral;
  language lang = {};
  std::string set;
};

/// A fit for each language of `rows`: the bias that makes the labels likeliest with all sets of the
/// language and all moods within a set equally frequent, drawn to the one bias that suits all
/// languages. A language without rows of all three moods gets that one.
std::vector<language_fit> calibrate(const std::vector<judged>& rows);

} // namespace earshot::sentiment::training
