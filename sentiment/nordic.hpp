// Danish, Norwegian and Swedish by words that only one of them has: detectors by letters mistake
// the three for each other.
#pragma once

#include "domain/language.hpp"

#include <string_view>

namespace earshot::sentiment {

inline constexpr language danish = *language::parse("da");
inline constexpr language norwegian = *language::parse("no");
inline constexpr language swedish = *language::parse("sv");

/// How a text is told from its relatives.
struct nordic_guess {
  language lang = {}; ///< unknown where no word tells, or as many tell of another
  int telling = 0;    ///< words that told
  int words = 0;      ///< of the text
};

nordic_guess nordic_of(std::string_view text);

inline bool is_nordic(language lang) {
  return lang == danish || lang == norwegian || lang == swedish;
}

} // namespace earshot::sentiment
