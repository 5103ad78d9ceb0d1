// Courtesy is neutral: "thank you", "yes please", "hello, good morning" say nothing about a mood,
// nor does the "sorry" or the "best regards, Anna" around what a message says.
#pragma once

#include "domain/language.hpp"
#include "sentiment/phrase_list.hpp"
#include "sentiment/tokenizer.hpp"

#include <string_view>
#include <vector>

namespace earshot::sentiment {

class courtesy_list {
public:
  explicit courtesy_list(const tokenizer& reader);

  /// Whether a text in `lang` is made of courtesy phrases and punctuation alone.
  bool is_all(const token_list& tokens, language lang) const;

  /// Where `tokens` open with greetings and apologies or end with some, or with a farewell and a
  /// name: true, and `within` is what stands between; it is never only punctuation.
  bool take_off(const token_list& tokens, language lang, token_list& within) const;

  /// The first words that mock ("thanks for nothing"); an empty match where none do.
  phrase_list::match find_mockery(const token_list& tokens, language lang) const;

private:
  struct entry {
    language lang;
    phrase_list phrases;
    phrase_list mocking;
  };

  static void add(phrase_list& to, std::string_view phrases, double kind, const tokenizer& reader);
  const entry* entry_of(language lang) const;

  std::vector<entry> languages_;
};

} // namespace earshot::sentiment
