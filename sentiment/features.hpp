// What the model looks at: hashed n-grams of the words and of their letters, and the style of a
// text. Training and scoring read the same features; nothing else ties them together but the
// model's file.
#pragma once

#include "domain/language.hpp"
#include "sentiment/negation.hpp"
#include "sentiment/tokenizer.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace earshot::sentiment {

/// The groups a feature can belong to; each group is weighed against its own number of features.
enum class feature_group : std::uint8_t { words, letters, style };
inline constexpr std::size_t feature_groups = 3;

struct feature {
  std::uint32_t bucket = 0; ///< of feature_list::bits bits
  std::uint32_t first = 0;  ///< the tokens it touches: [first, last); none for style
  std::uint32_t last = 0;
};

/// The features of one text by group; reused like token_list.
struct feature_list {
  std::array<std::vector<feature>, feature_groups> groups;

  std::vector<feature>& operator[](feature_group g) { return groups[static_cast<std::size_t>(g)]; }
  const std::vector<feature>& operator[](feature_group g) const {
    return groups[static_cast<std::size_t>(g)];
  }
};

inline constexpr unsigned bucket_bits = 21;

/// How much one feature of a group counts, where the group has `count`: 1/sqrt(count) for words, so
/// that a long text is not surer than a short one only for being long; 0.7/sqrt(count) for letters,
/// 0.3 for style.
double value_of(feature_group group, std::size_t count);

class feature_reader {
public:
  /// Replaces what `out` holds by the features of `tokens` read as `lang`.
  void read(const token_list& tokens, language lang, feature_list& out) const;

  /// The bucket of a word by itself in one language; `negated` is the word behind a negation.
  static std::uint32_t word_bucket(std::uint64_t word, language lang, bool negated);

private:
  negation_list negations_;
};

} // namespace earshot::sentiment
