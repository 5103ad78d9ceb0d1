// A deployment's own words: each one moves the score by its weight wherever it stands.
#pragma once

#include "sentiment/scorer.hpp"
#include "sentiment/tokenizer.hpp"

#include <cstdint>
#include <vector>

namespace earshot::sentiment {

class override_list {
public:
  override_list() = default;

  /// A word is read as texts are, so case and drawn-out letters do not matter; phrases of several
  /// words are looked for in that order. Words without a token are ignored.
  override_list(const std::vector<word_override>& words, const tokenizer& reader);

  struct hit {
    std::uint32_t first = 0; ///< tokens [first, last)
    std::uint32_t last = 0;
    double weight = 0;
  };

  /// The override that begins at token `i`, the longest first; last == first where there is none.
  hit find(const token_list& tokens, std::uint32_t i) const;

  bool empty() const { return entries_.empty(); }

private:
  struct entry {
    std::vector<std::uint64_t> hashes;
    double weight = 0;
  };
  std::vector<entry> entries_; ///< by first hash, then longest first
};

} // namespace earshot::sentiment
