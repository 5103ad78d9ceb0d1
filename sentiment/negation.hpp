// Words that turn the following ones into their opposite, per language.
#pragma once

#include "domain/language.hpp"
#include "sentiment/tokenizer.hpp"

#include <cstdint>
#include <vector>

namespace earshot::sentiment {

class negation_list {
public:
  negation_list();

  /// Whether `t` negates what follows in `lang`. English contractions ("didn't", "dont") included.
  bool negates(const token& t, const token_list& tokens, language lang) const;

private:
  std::vector<std::uint64_t> slots_; ///< open addressing, 0 is free
};

/// Stirs all bits of `h` (the finalizer of MurmurHash3, Austin Appleby, public domain).
constexpr std::uint64_t stir(std::uint64_t h) {
  h = (h ^ (h >> 33)) * 0xFF51AFD7ED558CCDu;
  h = (h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53u;
  return h ^ (h >> 33);
}

/// A number of its own for each language.
constexpr std::uint64_t salt_of(language lang) {
  auto code = lang.code();
  std::uint64_t n = code.empty() ? 0
                                 : static_cast<unsigned char>(code[0]) * 256u
                                       + static_cast<unsigned char>(code[1]);
  return stir(n + 0x51ED);
}

} // namespace earshot::sentiment
