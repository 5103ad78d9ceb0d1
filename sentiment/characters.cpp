#include "sentiment/characters.hpp"

#include <utf8proc.h>

namespace earshot::sentiment {

namespace {

constexpr bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool is_emoji(char32_t c) {
  return within(c, 0x2600, 0x27BF) || within(c, 0x2B05, 0x2B55) || within(c, 0x1F000, 0x1FAFF)
         || c == 0x203C || c == 0x2049 || c == 0x2139 || c == 0x231A || c == 0x231B || c == 0x3297
         || c == 0x3299 || c == 0x2122;
}

bool is_joiner(char32_t c) {
  return within(c, 0x200B, 0x200F) || within(c, 0xFE00, 0xFE0F) || within(c, 0x1F3FB, 0x1F3FF)
         || c == 0x2060 || c == 0xFEFF || c == 0x00AD || within(c, 0xE0020, 0xE007F);
}

bool is_ideograph(char32_t c) {
  return within(c, 0x3041, 0x30FF) || within(c, 0x3400, 0x4DBF) || within(c, 0x4E00, 0x9FFF)
         || within(c, 0xF900, 0xFAFF) || within(c, 0x31F0, 0x31FF) || within(c, 0xFF66, 0xFF9F)
         || within(c, 0x20000, 0x3FFFF) || c == 0x3005;
}

bool is_unspaced(char32_t c) {
  return within(c, 0x0E01, 0x0E4E) || within(c, 0x0E81, 0x0ECD) || within(c, 0x1000, 0x103F)
         || within(c, 0x1780, 0x17D3);
}

char_class classify(char32_t c) {
  if (is_joiner(c))
    return char_class::joiner;
  if (is_ideograph(c))
    return char_class::ideograph;
  if (is_unspaced(c))
    return char_class::unspaced;
  if (is_emoji(c))
    return char_class::emoji;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO: return char_class::letter;
  case UTF8PROC_CATEGORY_ND:
  case UTF8PROC_CATEGORY_NL:
  case UTF8PROC_CATEGORY_NO: return char_class::digit;
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME: return char_class::mark;
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
  case UTF8PROC_CATEGORY_CC: return char_class::space;
  default: return char_class::punctuation;
  }
}

// Arabic is written with and without hamza and dots; people do not agree, so the shapes are merged.
char32_t fold_arabic(char32_t c) {
  switch (c) {
  case 0x0622:
  case 0x0623:
  case 0x0625:
  case 0x0671: return 0x0627;
  case 0x0629: return 0x0647;
  case 0x0649: return 0x064A;
  default: return c;
  }
}

char32_t fold_one(char32_t c, char_class kind) {
  if (c == 0x2019 || c == 0x02BC || c == 0x00B4 || c == 0x0060)
    return U'\'';
  if (kind == char_class::digit)
    return U'0';
  auto lower = static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
  return fold_arabic(lower < 0x10000 ? lower : c);
}

} // namespace

character_table::character_table() : classes_(bmp), folds_(bmp) {
  for (char32_t c = 0; c < bmp; ++c) {
    classes_[c] = classify(c);
    // Arabic vowel signs and the stretching line carry no meaning: read over.
    if (within(c, 0x064B, 0x0652) || c == 0x0640)
      classes_[c] = char_class::joiner;
    folds_[c] = static_cast<char16_t>(fold_one(c, classes_[c]));
  }
}

char_class character_table::class_beyond(char32_t c) { return classify(c); }

char32_t next_code_point(std::string_view text, std::size_t& at) {
  auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  utf8proc_int32_t c = -1;
  auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                               static_cast<utf8proc_ssize_t>(text.size() - at), &c);
  at += size > 0 ? static_cast<std::size_t>(size) : 1;
  return size > 0 && c >= 0 ? static_cast<char32_t>(c) : U'\uFFFD';
}

} // namespace earshot::sentiment
