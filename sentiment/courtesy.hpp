// Courtesy is neutral: "thank you", "yes please", "hello, good morning" say nothing about a mood.
#pragma once

#include "domain/language.hpp"
#include "sentiment/phrase_list.hpp"
#include "sentiment/tokenizer.hpp"

#include <vector>

namespace earshot::sentiment {

class courtesy_list {
public:
  explicit courtesy_list(const tokenizer& reader);

  /// Whether a text in `lang` is made of courtesy phrases and punctuation alone.
  bool is_all(const token_list& tokens, language lang) const;

private:
  struct entry {
    language lang;
    phrase_list phrases;
  };
  std::vector<entry> languages_;
};

} // namespace earshot::sentiment
