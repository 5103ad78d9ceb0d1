#include "runtime/tickets.hpp"

#include "tests/catch.hpp"

using namespace earshot;
using namespace std::chrono_literals;
using runtime::tickets;

TEST_CASE("A ticket is good once, for half a minute") {
  tickets t(3);
  const tickets::clock::time_point now{1h};
  const auto ticket = t.issue({"mette", "Mette", {role::agent}, {}}, now);
  REQUIRE(ticket);
  CHECK(ticket->size() == 43);

  SECTION("for the one it was issued to") {
    const auto who = t.redeem(*ticket, now + 29s);
    REQUIRE(who);
    CHECK(who->user == "mette");
    CHECK(who->roles == role_set{role::agent});
    CHECK_FALSE(t.redeem(*ticket, now + 29s));
  }
  SECTION("or for the token it was issued with") {
    const auto other = t.issue({"olli", {}, {}, {}}, now, "a.b.c");
    CHECK(t.exchange(*other, now) == "a.b.c");
    CHECK_FALSE(t.exchange(*other, now));
    CHECK_FALSE(t.redeem(*other, now));
  }
  SECTION("and not a moment longer") { CHECK_FALSE(t.redeem(*ticket, now + 30s)); }
  SECTION("and no other is") {
    CHECK_FALSE(t.redeem("", now));
    CHECK_FALSE(t.redeem(ticket->substr(1), now));
    CHECK(t.redeem(*ticket, now));
  }
  SECTION("and no more are issued in that time than the bound says") {
    const auto second = t.issue({"olli", {}, {}, {}}, now);
    REQUIRE(second);
    CHECK(second != ticket);
    CHECK(t.issue({"olli", {}, {}, {}}, now));
    CHECK_FALSE(t.issue({"olli", {}, {}, {}}, now));
    CHECK(t.redeem(*second, now));
    CHECK_FALSE(t.issue({"olli", {}, {}, {}}, now + 29s));
    CHECK(t.issue({"olli", {}, {}, {}}, now + 30s));
  }
}
