#include "domain/counter.hpp"

#include "tests/catch.hpp"

#include <array>

using namespace earshot;

TEST_CASE("A histogram") {
  static constexpr std::array bounds{1., 10., 100.};
  histogram h(bounds);

  SECTION("puts a value at its bound below it, and one above all at the end") {
    for (double v : {0.5, 1., 1.5, 100., 101.})
      h.add(v);
    CHECK(h.count(0) == 2);
    CHECK(h.count(1) == 1);
    CHECK(h.count(2) == 1);
    CHECK(h.count(3) == 1);
    CHECK(h.sum() == 204);
  }
  SECTION("begins empty") {
    for (std::size_t i = 0; i <= bounds.size(); ++i)
      CHECK(h.count(i) == 0);
    CHECK(h.sum() == 0);
  }
}
