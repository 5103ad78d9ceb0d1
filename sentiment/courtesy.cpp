#include "sentiment/courtesy.hpp"

#include "sentiment/courtesy_phrases.hpp"

#include <algorithm>

namespace earshot::sentiment {

namespace {

// What a phrase is for, as its weight in the list.
constexpr double alone = 0;
constexpr double opening = 1;
constexpr double before_a_pause = 2;
constexpr double closing = 3;
constexpr double never = 4;

constexpr std::uint32_t name_words = 3;   // behind a farewell
constexpr std::uint32_t ending_words = 8; // within which a farewell or a late "sorry" is looked for

bool is_pause(const token& t) { return t.kind == token_kind::punctuation; }

std::uint32_t past_pauses(const token_list& tokens, std::uint32_t i) {
  while (i < tokens.tokens.size() && is_pause(tokens.tokens[i]))
    ++i;
  return i;
}

bool has_words(const token_list& tokens, std::uint32_t begin, std::uint32_t end) {
  return std::any_of(tokens.tokens.begin() + begin, tokens.tokens.begin() + end,
                     [](const token& t) { return !is_pause(t); });
}

// "I'm so sorry" is no apology where "sorry for your loss" begins with its last word.
bool is_never(const token_list& tokens, const phrase_list& phrases, std::uint32_t last_word) {
  auto match = phrases.find(tokens, last_word);
  return match && match.weight == never;
}

// Where what is said begins, behind the courtesy it opens with.
std::uint32_t begin_of(const token_list& tokens, const phrase_list& phrases) {
  auto count = static_cast<std::uint32_t>(tokens.tokens.size());
  std::uint32_t i = 0;
  while (i < count) {
    auto match = phrases.find(tokens, i);
    if (!match || is_never(tokens, phrases, match.last - 1))
      return i;
    bool pause = match.last < count && is_pause(tokens.tokens[match.last]);
    if (!(match.weight == opening || (match.weight == before_a_pause && pause)))
      return i;
    i = past_pauses(tokens, match.last);
  }
  return i;
}

// Where it ends: before a farewell with at most a name behind it, or a last courtesy.
std::uint32_t end_of(const token_list& tokens, const phrase_list& phrases, std::uint32_t begin) {
  auto count = static_cast<std::uint32_t>(tokens.tokens.size());
  std::uint32_t from = count > ending_words ? count - ending_words : 0;
  for (std::uint32_t i = std::max(begin, from); i < count; ++i) {
    auto match = phrases.find(tokens, i);
    if (!match)
      continue;
    auto behind = static_cast<std::uint32_t>(
        std::count_if(tokens.tokens.begin() + match.last, tokens.tokens.end(),
                      [](const token& t) { return !is_pause(t); }));
    if ((match.weight == closing && behind <= name_words)
        || (match.weight == opening && behind == 0))
      return i;
    i = match.last - 1;
  }
  return count;
}

} // namespace

courtesy_list::courtesy_list(const tokenizer& reader) {
  for (const auto& phrases : courtesy_phrases_of_all()) {
    entry& e = languages_.emplace_back(entry{*language::parse(phrases.code), {}, {}});
    add(e.phrases, phrases.alone, alone, reader);
    add(e.phrases, phrases.opening, opening, reader);
    add(e.phrases, phrases.before_a_pause, before_a_pause, reader);
    add(e.phrases, phrases.closing, closing, reader);
    add(e.phrases, phrases.never, never, reader);
    add(e.mocking, phrases.mocking, never, reader);
  }
}

void courtesy_list::add(phrase_list& to, std::string_view phrases, double kind,
                        const tokenizer& reader) {
  for (std::size_t begin = 0; begin < phrases.size();) {
    std::size_t end = std::min(phrases.find('|', begin), phrases.size());
    to.add(phrases.substr(begin, end - begin), kind, reader);
    begin = end + 1;
  }
}

const courtesy_list::entry* courtesy_list::entry_of(language lang) const {
  auto found = std::ranges::find(languages_, lang, &entry::lang);
  return found == languages_.end() ? nullptr : &*found;
}

bool courtesy_list::is_all(const token_list& tokens, language lang) const {
  const auto* found = entry_of(lang);
  if (!found)
    return false;
  const auto& phrases = found->phrases;
  auto count = static_cast<std::uint32_t>(tokens.tokens.size());
  std::uint32_t end = end_of(tokens, phrases, 0); // a name may stand behind
  for (std::uint32_t i = 0; i < end;) {
    auto match = phrases.find(tokens, i);
    bool courtesy = match && match.weight != never;
    if (!courtesy && !is_pause(tokens.tokens[i]))
      return false;
    i = courtesy ? match.last : i + 1;
  }
  return count > 0;
}

bool courtesy_list::take_off(const token_list& tokens, language lang, token_list& within) const {
  const auto* found = entry_of(lang);
  if (!found)
    return false;
  const auto& phrases = found->phrases;
  std::uint32_t begin = begin_of(tokens, phrases);
  std::uint32_t end = end_of(tokens, phrases, begin);
  if (end - begin == tokens.tokens.size() || !has_words(tokens, begin, end))
    return false;
  within.tokens.assign(tokens.tokens.begin() + begin, tokens.tokens.begin() + end);
  within.letters = tokens.letters;
  return true;
}

phrase_list::match courtesy_list::find_mockery(const token_list& tokens, language lang) const {
  const auto* found = entry_of(lang);
  auto count = static_cast<std::uint32_t>(tokens.tokens.size());
  for (std::uint32_t i = 0; found && !found->mocking.empty() && i < count; ++i)
    if (auto match = found->mocking.find(tokens, i))
      return match;
  return {};
}

} // namespace earshot::sentiment
