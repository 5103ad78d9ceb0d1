// Which rows are learned from, and how much each weighs.
#pragma once

#include "sentiment/features.hpp"
#include "sentiment/training/corpus.hpp"
#include "sentiment/training/learner.hpp"
#include "sentiment/training/lexicon.hpp"
#include "sentiment/training/side_texts.hpp"

#include <set>
#include <string>
#include <vector>

namespace earshot::sentiment::training {

/// Everything that can be learned from.
struct material {
  std::vector<example> corpus;
  std::vector<lexicon_entry> lexicon;
  std::vector<emoji_count> emoji;
  std::vector<example> service;
  std::vector<std::string> plain_requests;
};

/// The samples of all training rows but those of the sets in `left_out`.
sample_store mix(const material& from, const std::set<std::string>& left_out,
                 const tokenizer& reader, const feature_reader& features);

} // namespace earshot::sentiment::training
