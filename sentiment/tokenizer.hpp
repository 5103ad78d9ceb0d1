// Cuts a text into the tokens the model knows: words, ideographs, emoji, emoticons, punctuation.
// What says nothing about a mood (links, @names, "[noise]", "<unk>") is left out.
#pragma once

#include "sentiment/characters.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace earshot::sentiment {

enum class token_kind : std::uint8_t { word, unspaced, ideograph, emoji, emoticon, punctuation };

struct token {
  token_kind kind = token_kind::word;
  bool shouted = false;    ///< a word of two letters or more, all of them capitals
  std::uint32_t begin = 0; ///< bytes of the text: [begin, end)
  std::uint32_t end = 0;
  std::uint32_t first = 0; ///< folded letters: [first, last) of token_list::letters
  std::uint32_t last = 0;
  std::uint64_t hash = 0; ///< of the folded letters
};

/// Reused from text to text, so that reading a text does not allocate once it has grown.
struct token_list {
  std::vector<token> tokens;
  std::vector<char32_t> letters;

  void clear() {
    tokens.clear();
    letters.clear();
  }
};

/// Hash of folded letters; equal on every machine.
std::uint64_t hash_letters(const char32_t* letters, std::size_t count);

class tokenizer {
public:
  /// Replaces what `out` holds by the tokens of `text`. Any bytes are allowed; of a text of more
  /// than 4 GiB the rest is not read.
  void read(std::string_view text, token_list& out) const;

  const character_table& characters() const { return characters_; }

private:
  character_table characters_;
};

} // namespace earshot::sentiment
