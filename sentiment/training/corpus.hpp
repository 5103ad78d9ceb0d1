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
  std::string set = {};      ///< the file's name; of neutral.tsv "neutral/<source>"
  std::string language = {}; ///< as the file says; some have no ISO 639-1 code
  mood label = mood::neutral;
  std::optional<double> score = {}; ///< a human mean score, where the set has one
  bool dev = false;
  std::string text = {};
};

/// All examples below `folder`, files in the order of their names. Throws std::runtime_error that
/// names file and line where a row is malformed.
std::vector<example> read_corpus(const std::filesystem::path& folder);

/// The language a text is scored as: related languages without a code of their own count as the one
/// their writers mix it with (Nigerian Pidgin: English; Moroccan and Algerian Arabic: Arabic).
std::optional<language> language_of(const example& e);

/// True for sets that know no neutral class.
bool is_binary(const std::string& set);

/// True for the sets that are never trained or fitted on: an unseen domain to check against.
bool is_check_only(const std::string& set);

/// "neutral" of "neutral/cv".
std::string file_of(const std::string& set);

/// The set as training sees it. Binary subtitles (xed_proj) and the weak neutral rows of the same
/// language make up one set of three moods, "joined".
std::string set_of(const example& e);

/// Languages that the model is fitted for; all others are declared unsupported. See
/// docs/sentiment.md.
bool is_supported(language lang);

/// All of them.
std::vector<language> supported_languages();

} // namespace earshot::sentiment::training
