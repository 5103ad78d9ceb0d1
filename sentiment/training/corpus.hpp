// The labelled texts that training and the benchmarks read: ../shared/data/sentiment/*.tsv.
#pragma once

#include "domain/language.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace earshot::sentiment::training {

enum class mood { negative, neutral, positive };

struct example {
  std::string set;      ///< the file's name; of neutral.tsv "neutral/<source>"
  std::string language; ///< as the file says; some have no ISO 639-1 code
  mood label = mood::neutral;
  std::optional<double> score = {}; ///< a human mean score, where the set has one
  bool dev = false;
  std::string text;
};

/// All examples below `folder`, files in the order of their names. Throws std::runtime_error that
/// names file and line where a row is malformed.
std::vector<example> read_corpus(const std::filesystem::path& folder);

/// The language a text is scored as: related languages without a code of their own count as the one
/// their writers mix it with (Nigerian Pidgin: English; Moroccan and Algerian Arabic: Arabic).
std::optional<language> language_of(const example& e);

/// True for sets that know no neutral class.
bool is_binary(const std::string& set);

} // namespace earshot::sentiment::training
