#include "config/nearest.hpp"

#include "tests/catch.hpp"

#include <array>

using namespace earshot::config;

TEST_CASE("The edit distance counts insertions, deletions, replacements and swaps") {
  CHECK(edit_distance("listen", "listen") == 0);
  CHECK(edit_distance("lisen", "listen") == 1);
  CHECK(edit_distance("llisten", "listen") == 1);
  CHECK(edit_distance("lixten", "listen") == 1);
  CHECK(edit_distance("lisetn", "listen") == 1);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("ca", "abc") == 3); // no letter is moved twice
}

TEST_CASE("The nearest name is offered only where it is near") {
  std::array<std::string_view, 3> names{"listen", "data_dir", "ephemeral"};
  CHECK(nearest("lisen", names) == "listen");
  CHECK(nearest("datadir", names) == "data_dir");
  CHECK(nearest("data-dir", names) == "data_dir");
  CHECK_FALSE(nearest("colour", names));
  CHECK_FALSE(nearest("x", names));
}
