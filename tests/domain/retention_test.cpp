#include "domain/retention.hpp"
#include "tests/catch.hpp"

using namespace earshot;

TEST_CASE("A queue keeps conversations for its own time, or for that of all") {
  auto r = retention::parse(30, {"support=7", "sales=0"});
  REQUIRE(r);
  CHECK(r->days("support") == 7);
  CHECK(r->days("sales") == 0);
  CHECK(r->days("other") == 30);
  auto now = time_point{std::chrono::days{100}};
  CHECK(r->cut("support", now) == time_point{std::chrono::days{93}});
  CHECK_FALSE(r->cut("sales", now));
  CHECK_FALSE(retention{}.cut("support", now));
}

TEST_CASE("What is no queue with days is refused") {
  for (auto wrong :
       {"support", "support=", "=7", "support=-1", "support=7d", "support=40000", "a/b=7"})
    CHECK_FALSE(retention::parse(0, {wrong}));
}
