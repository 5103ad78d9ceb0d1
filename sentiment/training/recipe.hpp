// Which rows are learned from, and how much each weighs.
#pragma once

#include "sentiment/features.hpp"
#include "sentiment/training/corpus.hpp"
#include "sentiment/training/learner.hpp"
#include "sentiment/training/lexicon.hpp"

#include <set>
#include <string>
#include <vector>

namespace earshot::sentiment::training {

/// The samples of all training rows but those of the sets in `left_out`.
sample_store mix(const std::vector<example>& corpus, const std::vector<lexicon_entry>& lexicon,
                 const std::set<std::string>& left_out, const tokenizer& reader,
                 const feature_reader& features);

} // namespace earshot::sentiment::training
