// The words of a text without case and accents, each with its place; and their stems.
#pragma once

#include "domain/language.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::signals_in_text {

struct word {
  std::string folded;
  std::uint32_t begin = 0; ///< bytes of the text: [begin, end)
  std::uint32_t end = 0;
  bool starts_sentence = false;
  bool asked = false; ///< its sentence ends with a question mark
};

/// Letters and digits with the marks and apostrophes within; bracketed tokens are none.
std::vector<word> words_of(std::string_view text);

/// Lower case, without accents where Unicode takes them apart.
std::string folded(std::string_view text);

/// Snowball's stem of a folded word; the word itself where the language has no stemmer.
std::string stem_of(std::string_view folded, language lang);
/// Those that have one.
std::vector<language> stemmed_languages();

} // namespace earshot::signals_in_text
