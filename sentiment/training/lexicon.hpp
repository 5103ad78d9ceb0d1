// The word list that training starts from: sentiment/data/lexicon.tsv, cleaned of common words.
#pragma once

#include "domain/language.hpp"
#include "sentiment/tokenizer.hpp"
#include "sentiment/training/corpus.hpp"
#include "sentiment/training/learner.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace earshot::sentiment::training {

struct lexicon_entry {
  language lang = {};
  std::string word;
  double value = 0;       ///< -1..1
  std::uint64_t hash = 0; ///< of the word's one token
};

/// Single words only. Of languages other than English a word that stands in more than one neutral
/// training row of 400 is dropped: translated lists give function words strong values. Throws
/// std::runtime_error where `file` cannot be read.
std::vector<lexicon_entry> read_lexicon(const std::filesystem::path& file,
                                        const std::vector<example>& corpus,
                                        const tokenizer& reader);

/// Where the entries stand in the model; behind a negation a word has 0.7 of its value, turned.
prior prior_of(const std::vector<lexicon_entry>& lexicon);

} // namespace earshot::sentiment::training
