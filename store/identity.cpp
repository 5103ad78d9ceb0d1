#include "store/identity.hpp"

#include <random>

namespace earshot::store {

std::string new_identity() {
  constexpr char digits[] = "0123456789abcdef";
  std::random_device source;
  std::string name;
  for (int word = 0; word < 4; ++word)
    for (auto bits = source(), n = 0u; n < 8; ++n, bits >>= 4)
      name += digits[bits & 15];
  return name;
}

} // namespace earshot::store
