#include "runtime/logins.hpp"

#include "tests/catch.hpp"

using namespace earshot;
using namespace std::chrono_literals;

TEST_CASE("A login goes on from cookie to cookie, until somebody logs out") {
  runtime::logins all;
  const time_point now{1000h}, until = now + 1h;
  all.begin("first", until, nullptr, now);
  const auto login = all.of("first", until, now);
  all.begin("second", until, login, now);
  all.begin("elsewhere", until, nullptr, now);
  CHECK(all.of("second", until, now) == login);
  CHECK(all.of("elsewhere", until, now) != login);
  CHECK(all.of("not ours", until, now) != login);

  login->over = true;
  CHECK(all.of("first", until, now)->over);
  CHECK_FALSE(all.of("elsewhere", until, now)->over);
  SECTION("after which the same token begins a new one") {
    all.begin("second", until, login, now);
    CHECK_FALSE(all.of("second", until, now)->over);
    CHECK(all.of("first", until, now)->over);
  }
  SECTION("and is forgotten when its token would not be accepted any more") {
    for (int n = 0; n < 1000; ++n)
      all.begin("cookie " + std::to_string(n), until + 1h, nullptr, now + 2h);
    CHECK_FALSE(all.of("first", until, now)->over);
  }
}
