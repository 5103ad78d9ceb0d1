#include "sentiment/profanity.hpp"

#include "sentiment/plain_english.hpp"

#include <algorithm>
#include <array>

namespace earshot::sentiment {

namespace {

enum class ending : std::uint8_t { none, plural, any };

struct stem {
  std::string_view word;
  ending allowed = ending::none;
  std::string_view ordinary_in = {}; ///< codes of languages where it is an ordinary word
};

// Ordinary elsewhere: da/no/sv "slut" (end), da/no "fag" (subject), fr "retard" (delay),
// da/sv/de/nl "bastard" (cross-breed), da/no/nl "prik" is no match, nl "hoer" neither.
constexpr std::array stems{
    stem{"arsehole", ending::plural},
    stem{"asshat", ending::plural},
    stem{"asshole", ending::plural},
    stem{"asswipe", ending::plural},
    stem{"bastard", ending::plural, "da de fr nl no sv"},
    stem{"bitch", ending::any},
    stem{"bollocks"},
    stem{"bullshit", ending::any},
    stem{"clusterfuck", ending::any},
    stem{"cocksucker", ending::plural},
    stem{"cunt", ending::plural},
    stem{"dickhead", ending::plural},
    stem{"dipshit", ending::plural},
    stem{"douchebag", ending::plural},
    stem{"dumbass", ending::any},
    stem{"fag", ending::plural, "cs da de hu nl no pl ro sv"},
    stem{"faggot", ending::plural},
    stem{"fck", ending::any},
    stem{"fuck", ending::any},
    stem{"fuk", ending::any, "cs da de fi hu id nl no pl ro sk sv th tr zh"},
    stem{"gtfo"},
    stem{"horseshit"},
    stem{"jackass", ending::any},
    stem{"motherfuck", ending::any},
    stem{"nigga", ending::plural},
    stem{"nigger", ending::plural},
    stem{"phuck", ending::any},
    stem{"prick", ending::plural, "sv"},
    stem{"retard", ending::plural, "da de es fr it nl no pt ro sv"},
    stem{"shit", ending::any},
    stem{"slut", ending::plural, "da no sv"},
    stem{"stfu"},
    stem{"tosser", ending::plural, "da no"},
    stem{"twat", ending::plural},
    stem{"wanker", ending::plural},
    stem{"whore", ending::plural},
};

// What a stem with `ending::any` may end in; anything else is another word ("shiitake",
// "Fuckersberg").
constexpr std::array<std::string_view, 26> endings{
    "s",    "es",   "ed",    "er",   "ers",  "in",   "ing",  "ings", "y",
    "ty",   "ter",  "ters",  "ting", "ted",  "head", "face", "tier", "hole",
    "less", "show", "storm", "wit",  "able", "tard", "off",  "up"};

constexpr std::size_t letters_max = 24;
constexpr char veil = '*'; // stands for one hidden letter

// A chunk between spaces, in the letters it is meant as.
struct chunk {
  std::array<char, letters_max> letters{};
  std::size_t size = 0;

  std::string_view view() const { return {letters.data(), size}; }
};

// The letter a sign is used for, the sign of a hidden letter, or 0 for what only parts letters.
char meant_by(char c) {
  switch (c) {
  case '1':
  case '!': return 'i';
  case '3': return 'e';
  case '4':
  case '@': return 'a';
  case '5':
  case '$': return 's';
  case '0': return 'o';
  case '7': return 't';
  case '*':
  case '#':
  case '%': return veil;
  default: return 0;
  }
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_foreign(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool parts_letters(char c) { return c == '.' || c == '-' || c == '_' || c == '\''; }

// Whether a byte can stand inside a word, plain or veiled.
bool is_inside(char c) {
  return is_letter(c) || is_foreign(c) || meant_by(c) != 0 || parts_letters(c);
}

// Empty where `part` holds other letters than a-z, or none of them.
chunk read_chunk(std::string_view part) {
  chunk out;
  bool letters = false;
  for (char c : part) {
    if (is_foreign(c) || out.size == letters_max)
      return {};
    char meant = is_letter(c) ? static_cast<char>(c | 32) : meant_by(c);
    if (meant == 0)
      continue; // it only parts letters
    letters = letters || is_letter(c);
    // "fuuuck": a letter written more than twice stands once.
    if (meant != veil && out.size >= 2 && out.letters[out.size - 1] == meant
        && out.letters[out.size - 2] == meant)
      continue;
    out.letters[out.size++] = meant;
  }
  return letters ? out : chunk{};
}

bool same_letter(char written, char meant) { return written == meant || written == veil; }

// Letters of `written` that spell `word`, doubled letters allowed; 0 where they do not. The first
// letter must stand there, and at least half of all.
std::size_t spelled(std::string_view written, std::string_view word) {
  std::size_t at = 0;
  std::size_t hidden = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (at == written.size() || !same_letter(written[at], word[i]))
      return 0;
    hidden += written[at] == veil;
    ++at;
    bool doubled = at < written.size() && written[at] == word[i] && written[at - 1] == word[i]
                   && (i + 1 == word.size() || word[i + 1] != word[i]);
    at += doubled;
  }
  return written[0] != veil && hidden * 4 <= word.size() * 3 ? at : 0;
}

bool ends_as(ending allowed, std::string_view rest) {
  if (rest.empty())
    return true;
  if (allowed == ending::none)
    return false;
  if (allowed == ending::plural)
    return rest == "s" || rest == "es";
  return std::ranges::find(endings, rest) != endings.end();
}

bool ordinary_in(const stem& s, language lang) {
  return lang.known() ? s.ordinary_in.find(lang.code()) != std::string_view::npos
                      : !s.ordinary_in.empty();
}

bool swears(const chunk& c, language lang) {
  if (c.size < 3)
    return false;
  for (const auto& s : stems) {
    if (s.word[0] != c.letters[0] || c.size < s.word.size() || ordinary_in(s, lang))
      continue;
    std::size_t used = spelled(c.view(), s.word);
    if (used > 0 && ends_as(s.allowed, c.view().substr(used)))
      return true;
  }
  return false;
}

// What `part` means as one word, without the signs around it ("(shit!)", "*emphasis*").
bool swears(std::string_view part, language lang) {
  while (!part.empty() && !is_letter(part.front())
         && (meant_by(part.front()) == 0 || meant_by(part.front()) == veil))
    part.remove_prefix(1);
  // Behind it, stars may be hidden letters ("f***") or none ("*fuck*").
  std::string_view veiled = part;
  while (!veiled.empty() && !is_letter(veiled.back()) && meant_by(veiled.back()) != veil)
    veiled.remove_suffix(1);
  while (!part.empty() && !is_letter(part.back()))
    part.remove_suffix(1);
  return swears(read_chunk(part), lang) || swears(read_chunk(veiled), lang);
}

// Of one chunk between spaces: all of it ("f.u.c.k"), or a piece ("piece-of-shit").
bool chunk_swears(std::string_view part, language lang) {
  if (part.size() > 2 * letters_max || swears(part, lang))
    return part.size() <= 2 * letters_max;
  for (std::size_t begin = 0; begin < part.size();) {
    std::size_t end = begin;
    while (end < part.size() && !parts_letters(part[end]))
      ++end;
    if (end - begin < part.size() && end - begin > 2
        && swears(part.substr(begin, end - begin), lang))
      return true;
    begin = end + 1;
  }
  return false;
}

// "f u c k": the end of a row of single letters that begins at `at`.
std::size_t end_of_single_letters(std::string_view text, std::size_t at) {
  auto alone = [&](std::size_t i) {
    return i < text.size() && is_inside(text[i]) && (i + 1 == text.size() || text[i + 1] == ' ');
  };
  std::size_t end = at;
  for (std::size_t i = at; alone(i) && i < at + 2 * letters_max; i += 2)
    end = i + 1;
  return end;
}

bool row_swears(std::string_view row, language lang) {
  chunk c;
  for (std::size_t i = 0; i < row.size(); i += 2)
    c.letters[c.size++] = is_letter(row[i]) ? static_cast<char>(row[i] | 32) : meant_by(row[i]);
  return swears(c, lang);
}

swear_match match_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

swear_match first_in(std::string_view text, language lang) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_inside(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_inside(text[end]))
      ++end;
    if (end == at + 1) {
      std::size_t row = end_of_single_letters(text, at);
      if (row - at >= 7 && row_swears(text.substr(at, row - at), lang))
        return match_of(at, row);
      end = std::max(end, row);
    } else if (chunk_swears(text.substr(at, end - at), lang)) {
      return match_of(at, end);
    }
    at = end;
  }
  return {};
}

} // namespace

swear_match find_swear_word(std::string_view text, language lang) {
  auto found = first_in(text, lang);
  // What is taken for English by default may be another language, in which the word is ordinary.
  if (found && lang == english && !could_be_english(text))
    return first_in(text, {});
  return found;
}

} // namespace earshot::sentiment
