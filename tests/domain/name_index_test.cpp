#include "domain/name_index.hpp"

#include "tests/catch.hpp"

#include <string>

using namespace earshot;

TEST_CASE("A name is found among thousands, also where hashes are equal") {
  name_index index;
  std::vector<std::string> names;
  auto place_of = [&](const std::string& name, std::uint32_t hash) {
    return index.find(hash, [&](std::size_t place) { return names[place] == name; });
  };
  auto hash_of = [](int n) { return static_cast<std::uint32_t>(n % 500); }; // ten of each
  CHECK_FALSE(place_of("0", 0));
  for (int n = 0; n < 5'000; ++n) {
    names.push_back(std::to_string(n));
    index.add(hash_of(n));
  }
  for (int n = 0; n < 5'000; ++n)
    CHECK(place_of(std::to_string(n), hash_of(n)) == static_cast<std::size_t>(n));
  CHECK_FALSE(place_of("5000", 0));
  CHECK(index.bytes() / 5'000 <= 15);

  SECTION("and only those that are left, once some are gone") {
    std::vector<std::uint32_t> left;
    for (std::size_t n = 0; n < 100; ++n)
      left.push_back(index.hash_at(n));
    index.assign(left);
    CHECK(place_of("7", hash_of(7)) == 7u);
    CHECK_FALSE(place_of("107", hash_of(107)));
  }
}
