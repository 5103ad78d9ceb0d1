#include "sentiment/word_count.hpp"

namespace earshot::sentiment {

namespace {

// The classes of UAX #29 that matter for where a word goes on.
enum class joint : std::uint8_t {
  none,
  letter,
  digit,
  ideograph,
  katakana,
  low_line,
  mid_letter,
  mid_number,
  mid_both,
  extend
};

joint joint_of(char32_t c, char_class kind) {
  switch (c) {
  case U'\'':
  case U'.':
  case 0x2018:
  case 0x2019:
  case 0x2024:
  case 0xFE52:
  case 0xFF07:
  case 0xFF0E: return joint::mid_both;
  case U':':
  case 0x00B7:
  case 0x0387:
  case 0x055F:
  case 0x05F4:
  case 0x2027:
  case 0xFE13:
  case 0xFE55:
  case 0xFF1A: return joint::mid_letter;
  case U',':
  case U';':
  case 0x037E:
  case 0x0589:
  case 0x060C:
  case 0x060D:
  case 0x066C:
  case 0x07F8:
  case 0x2044:
  case 0xFE10:
  case 0xFE14: return joint::mid_number;
  case U'_':
  case 0x202F:
  case 0x203F:
  case 0x2040:
  case 0x2054:
  case 0xFF3F: return joint::low_line;
  default: break;
  }
  switch (kind) {
  case char_class::letter:
  case char_class::unspaced: return joint::letter;
  case char_class::digit: return joint::digit;
  case char_class::ideograph:
    return (c >= 0x30A1 && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF)
                   || (c >= 0xFF66 && c <= 0xFF9F)
               ? joint::katakana
               : joint::ideograph;
  case char_class::mark:
  case char_class::joiner: return c == 0x200B ? joint::none : joint::extend;
  default: return joint::none;
  }
}

bool is_word(joint j) {
  return j == joint::letter || j == joint::digit || j == joint::ideograph || j == joint::katakana;
}

// Whether there is no boundary between `last` and `next` (rules WB5, WB8-10, WB13-13b).
bool goes_on(joint last, joint next) {
  bool alnum = (last == joint::letter || last == joint::digit)
               && (next == joint::letter || next == joint::digit);
  bool same_kana = last == joint::katakana && next == joint::katakana;
  bool line = (next == joint::low_line && last != joint::ideograph && last != joint::none)
              || (last == joint::low_line && next != joint::ideograph && is_word(next));
  return alnum || same_kana || line;
}

// Whether `middle` holds `last` and `next` together (WB6-7, WB11-12): "don't", "3.5", "10:30" is
// two.
bool bridges(joint last, joint middle, joint next) {
  bool letters = last == joint::letter && next == joint::letter
                 && (middle == joint::mid_letter || middle == joint::mid_both);
  bool digits = last == joint::digit && next == joint::digit
                && (middle == joint::mid_number || middle == joint::mid_both);
  return letters || digits;
}

// Past "[noise]" or "<unk>" that begins at `at`, or `at` itself.
std::size_t past_bracketed(std::string_view text, std::size_t at) {
  if (text[at] != '[' && text[at] != '<')
    return at;
  char closing = text[at] == '[' ? ']' : '>';
  for (std::size_t end = at + 1; end < text.size() && end < at + 34; ++end) {
    char c = text[end];
    if (c == closing)
      return end > at + 1 ? end + 1 : at;
    if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '_' && c != '-')
      return at;
  }
  return at;
}

} // namespace

std::uint32_t count_words(std::string_view text, const character_table& characters) {
  std::uint32_t words = 0;
  joint last = joint::none;   // of the segment so far
  joint middle = joint::none; // stands between it and what comes, if that may bridge
  bool counted = false;       // the segment is a word already
  for (std::size_t at = 0; at < text.size();) {
    if (std::size_t past = past_bracketed(text, at); past > at) {
      at = past;
      last = middle = joint::none;
      continue;
    }
    char32_t c = next_code_point(text, at);
    joint next = joint_of(c, characters.class_of(c));
    if (next == joint::extend)
      continue;
    bool bridge = next == joint::mid_letter || next == joint::mid_number || next == joint::mid_both;
    if (bridge) {
      bool possible = middle == joint::none && (last == joint::letter || last == joint::digit);
      middle = next;
      if (!possible)
        last = joint::none;
      continue;
    }
    bool one = middle == joint::none ? goes_on(last, next) : bridges(last, middle, next);
    if (!one)
      counted = false;
    if (is_word(next) && !counted) {
      ++words;
      counted = true;
    }
    last = next;
    middle = joint::none;
  }
  return words;
}

} // namespace earshot::sentiment
