// What the tokenizer asks of a code point: its class and its folded form. Built once from
// utf8proc's Unicode tables; immutable afterwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace earshot::sentiment {

enum class char_class : std::uint8_t {
  space,
  letter,
  digit,
  mark,      ///< combining; belongs to the letter before it
  ideograph, ///< Han, Hiragana, Katakana: no spaces between words, short words
  unspaced,  ///< Thai, Lao, Khmer, Burmese: no spaces between words, alphabetic
  emoji,
  joiner, ///< zero-width joiner, variation selectors, skin tones: read over
  punctuation,
};

class character_table {
public:
  character_table();

  char_class class_of(char32_t c) const { return c < bmp ? classes_[c] : class_beyond(c); }

  /// Lower case; Arabic letters in their plain shape; digits as '0'; curly apostrophes straight.
  char32_t fold(char32_t c) const { return c < bmp ? folds_[c] : c; }

private:
  static constexpr char32_t bmp = 0x10000;
  static char_class class_beyond(char32_t c);

  std::vector<char_class> classes_;
  std::vector<char16_t> folds_;
};

/// Reads the code point at `at` and moves `at` past it. A byte that is no part of well-formed UTF-8
/// reads as U+FFFD. REQUIRES: at < text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);

} // namespace earshot::sentiment
