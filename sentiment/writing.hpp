// What the letters of a text say about its language before any word is looked at: Arabic letters
// are never Danish.
#pragma once

#include "domain/language.hpp"

#include <cstdint>
#include <string_view>

namespace earshot::sentiment {

/// The languages that a text can be in by its letters.
struct writing {
  /// Codes parted by spaces, the most usual first; empty for Latin letters and for none at all.
  std::string_view languages = {};
  bool ascii = true;       ///< no letter beyond those of English
  std::uint32_t words = 0; ///< of two Latin letters or more, without digits

  bool allows(language lang) const {
    return lang.known() && languages.find(lang.code()) != std::string_view::npos;
  }
};

/// Judged by the script that takes most of the text; only its beginning is read.
writing writing_of(std::string_view text);

/// False where `text` holds a letter that `lang`, written in Cyrillic or Arabic letters, does not
/// have.
bool has_its_letters(std::string_view text, language lang);

} // namespace earshot::sentiment
