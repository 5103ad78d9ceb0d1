#include "sentiment/tokenizer.hpp"

#include <array>
#include <limits>

namespace earshot::sentiment {

namespace {

constexpr std::size_t repeats_kept = 2; // "soooo" reads as "soo": stressed, but one word

// What may follow an apostrophe within one word; elsewhere ("l'ami", "dell'anno") it parts two
// words.
constexpr std::array<std::u32string_view, 8> contractions{U"t",  U"s",  U"m",  U"d",
                                                          U"ll", U"re", U"ve", U"n"};

constexpr std::u32string_view eyes = U":;=8";
constexpr std::u32string_view noses = U"-'^o";
constexpr std::u32string_view mouths = U")(]['DPpdo/\\|3*@>O}{c";

bool contains(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }

// One pass over a text. The cursor stands at a code point; `peek` looks past it without moving.
class reader {
public:
  reader(const character_table& characters, std::string_view text, token_list& out)
      : characters_{characters}, text_{text}, out_{out} {}

  void run() {
    while (at_ < text_.size()) {
      std::size_t start = at_;
      char32_t c = next_code_point(text_, at_);
      switch (characters_.class_of(c)) {
      case char_class::space:
      case char_class::joiner:
      case char_class::mark: break;
      case char_class::letter:
      case char_class::digit: read_word(start); break;
      case char_class::unspaced: read_unspaced(start); break;
      case char_class::ideograph: read_single(token_kind::ideograph, start, c); break;
      case char_class::emoji: read_single(token_kind::emoji, start, c); break;
      case char_class::punctuation: read_punctuation(start, c); break;
      }
    }
  }

private:
  char32_t peek(std::size_t at) const { return at < text_.size() ? next_code_point(text_, at) : 0; }
  char_class class_at(std::size_t at) const {
    return at < text_.size() ? characters_.class_of(peek(at)) : char_class::space;
  }
  bool word_part_at(std::size_t at) const {
    auto kind = class_at(at);
    return kind == char_class::letter || kind == char_class::digit;
  }

  token& open(token_kind kind, std::size_t start) {
    token& t = out_.tokens.emplace_back();
    t.kind = kind;
    t.begin = static_cast<std::uint32_t>(start);
    t.first = static_cast<std::uint32_t>(out_.letters.size());
    return t;
  }

  void close(token& t) {
    t.end = static_cast<std::uint32_t>(at_);
    t.last = static_cast<std::uint32_t>(out_.letters.size());
    t.hash = hash_letters(out_.letters.data() + t.first, t.last - t.first);
  }

  void read_single(token_kind kind, std::size_t start, char32_t c) {
    token& t = open(kind, start);
    out_.letters.push_back(characters_.fold(c));
    close(t);
  }

  // Appends a folded letter unless it only draws the word out.
  void append(const token& t, char32_t folded) {
    auto& letters = out_.letters;
    std::size_t size = letters.size();
    bool number = folded == U'0';
    if (number && size > t.first && letters[size - 1] == U'0')
      return;
    if (size >= t.first + repeats_kept && letters[size - 1] == folded
        && letters[size - 2] == folded)
      return;
    letters.push_back(folded);
  }

  void read_word(std::size_t start) {
    if (skip_link(start))
      return;
    token& t = open(token_kind::word, start);
    int capitals = 0;
    int others = 0;
    at_ = start;
    while (at_ < text_.size()) {
      std::size_t here = at_;
      char32_t c = next_code_point(text_, at_);
      auto kind = characters_.class_of(c);
      char32_t folded = characters_.fold(c);
      if (kind == char_class::mark || kind == char_class::joiner) {
        if (kind == char_class::mark)
          append(t, folded);
        continue;
      }
      bool inside = kind == char_class::letter || kind == char_class::digit
                    || (folded == U'\'' && contraction_at(at_))
                    || (folded == U'-' && word_part_at(at_));
      if (!inside) {
        at_ = here;
        break;
      }
      if (kind == char_class::letter)
        ++(folded == c ? others : capitals);
      append(t, folded);
    }
    t.shouted = capitals > 1 && others == 0;
    close(t);
  }

  bool contraction_at(std::size_t at) const {
    std::array<char32_t, 3> letters{};
    std::size_t count = 0;
    while (at < text_.size()) {
      char32_t c = next_code_point(text_, at);
      if (characters_.class_of(c) != char_class::letter)
        break;
      if (count == letters.size())
        return false;
      letters[count++] = characters_.fold(c);
    }
    for (auto known : contractions)
      if (known == std::u32string_view{letters.data(), count})
        return true;
    return false;
  }

  void read_unspaced(std::size_t start) {
    token& t = open(token_kind::unspaced, start);
    append(t, peek(start));
    for (auto kind = class_at(at_);
         kind == char_class::unspaced || kind == char_class::mark || (kind == char_class::joiner);
         kind = class_at(at_)) {
      char32_t c = next_code_point(text_, at_);
      if (kind != char_class::joiner)
        append(t, c);
    }
    close(t);
  }

  void read_punctuation(std::size_t start, char32_t c) {
    if (c == U'@' && word_part_at(at_))
      return skip_name();
    if ((c == U'[' || c == U'<') && skip_placeholder(c == U'[' ? U']' : U'>'))
      return;
    if (c == U'#' && word_part_at(at_))
      return; // a hashtag is the word behind it
    if (read_emoticon(start, c))
      return;
    token& t = open(token_kind::punctuation, start);
    append(t, characters_.fold(c));
    while (class_at(at_) == char_class::punctuation && peek(at_) == c)
      append(t, characters_.fold(next_code_point(text_, at_)));
    close(t);
  }

  // ":)", ":-(", ";D", "<3" and their like, without the nose.
  bool read_emoticon(std::size_t start, char32_t c) {
    std::size_t end = at_;
    char32_t mouth = 0;
    if (c == U'<' && peek(end) == U'3') {
      mouth = U'3';
      ++end;
    } else if (contains(eyes, c)) {
      if (contains(noses, peek(end)) && end + 1 < text_.size() && contains(mouths, peek(end + 1)))
        ++end;
      mouth = peek(end);
      if (!contains(mouths, mouth))
        return false;
      ++end;
      if (word_part_at(end))
        return false; // "12:30", "note:please"
    } else {
      return false;
    }
    while (end < text_.size() && peek(end) == mouth)
      ++end;
    token& t = open(token_kind::emoticon, start);
    out_.letters.push_back(c == U'=' || c == U'8' ? U':' : c);
    out_.letters.push_back(mouth == U']' || mouth == U'}' ? U')' : mouth == U'p' ? U'P' : mouth);
    at_ = end;
    close(t);
    return true;
  }

  bool skip_link(std::size_t start) {
    auto rest = text_.substr(start);
    if (!rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("www."))
      return false;
    while (at_ < text_.size() && class_at(at_) != char_class::space)
      next_code_point(text_, at_);
    return true;
  }

  void skip_name() {
    while (word_part_at(at_) || peek(at_) == U'_')
      next_code_point(text_, at_);
  }

  bool skip_placeholder(char32_t closing) {
    constexpr std::size_t letters_max = 32;
    std::size_t end = at_;
    for (std::size_t i = 0; i <= letters_max && end < text_.size(); ++i) {
      char32_t c = peek(end);
      if (c == closing && i > 0) {
        at_ = end + 1;
        return true;
      }
      if (!(c >= U'a' && c <= U'z') && !(c >= U'A' && c <= U'Z') && c != U'_' && c != U'-')
        return false;
      ++end;
    }
    return false;
  }

  const character_table& characters_;
  std::string_view text_;
  token_list& out_;
  std::size_t at_ = 0;
};

} // namespace

std::uint64_t hash_letters(const char32_t* letters, std::size_t count) {
  std::uint64_t h = 0x9E3779B97F4A7C15u;
  for (std::size_t i = 0; i < count; ++i)
    h = (h ^ letters[i]) * 0x100000001B3u;
  return h ^ (h >> 29);
}

void tokenizer::read(std::string_view text, token_list& out) const {
  out.clear();
  constexpr std::size_t readable = std::numeric_limits<std::uint32_t>::max();
  reader{characters_, text.substr(0, readable), out}.run();
}

} // namespace earshot::sentiment
