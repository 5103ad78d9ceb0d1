// Strong English swear words, also where they are veiled ("f**k", "sh1t", "f.u.c.k"). Mild ones
// ("damn", "crap") are none. What is an ordinary word in the language of a text never fires there.
#pragma once

#include "domain/language.hpp"
#include "sentiment/characters.hpp"

#include <cstdint>
#include <string_view>

namespace earshot::sentiment {

/// Bytes of the text that fired: [begin, end); empty where nothing did.
struct swear_match {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  explicit operator bool() const { return end > begin; }
};

/// The first strong swear word of `text`, read as a text of `lang`. Does not allocate.
swear_match find_swear_word(std::string_view text, language lang);

} // namespace earshot::sentiment
