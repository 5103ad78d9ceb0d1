// Words and phrases with a weight, found among the tokens of a text.
#pragma once

#include "sentiment/tokenizer.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace earshot::sentiment {

class phrase_list {
public:
  /// A phrase is read as texts are, so case, punctuation within it and drawn-out letters count the
  /// same. One without a token is ignored.
  void add(std::string_view phrase, double weight, const tokenizer& reader);

  /// Tokens [first, last) with the weight of the phrase they are.
  struct match {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    double weight = 0;

    explicit operator bool() const { return last > first; }
  };

  /// The longest phrase that begins at token `i`; none: an empty match.
  match find(const token_list& tokens, std::uint32_t i) const;

  bool empty() const { return entries_.empty(); }

private:
  struct entry {
    std::vector<std::uint64_t> hashes;
    double weight = 0;
  };
  std::vector<entry> entries_; ///< by first hash, then longest first
};

} // namespace earshot::sentiment
