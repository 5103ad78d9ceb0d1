#include "domain/roll_up.hpp"
#include "tests/catch.hpp"

using namespace earshot;

namespace {

time_point at(int second) { return time_point{milliseconds{second * 1000}}; }

audit_entry refusal(int second, std::string who, std::string on = "conversation/c1") {
  return {at(second), std::move(who), act::refused, std::move(on), "conversation: not_found"};
}

} // namespace

TEST_CASE("The first few entries of a source stand by themselves, the rest becomes a count") {
  roll_up r{{.each = 3, .together = 100, .sources = 10, .span = milliseconds{60'000}}};
  int alone = 0;
  for (int n = 0; n < 8; ++n)
    alone += r.take(refusal(n, "eve")).has_value();
  alone += r.take(refusal(9, "mette")).has_value();
  CHECK(alone == 4);

  SECTION("once the span is over") {
    CHECK(r.due(at(59)).empty());
    auto rolled = r.due(at(60));
    REQUIRE(rolled.size() == 1);
    CHECK(rolled[0]
          == audit_entry{at(60), "eve", act::refused, "", "5 more since 1970-01-01T00:00:00.000Z"});
    CHECK(r.due(at(200)).empty());
    CHECK(r.take(refusal(200, "eve")));
  }
  SECTION("or when the server stops") { CHECK(r.rest(at(10)).size() == 1); }
}

TEST_CASE("Whoever did not sign in is told apart by where they come from") {
  roll_up r{{.each = 1, .together = 100, .sources = 10, .span = milliseconds{60'000}}};
  CHECK(r.take(refusal(0, "", "address/192.0.2.1")));
  CHECK(r.take(refusal(0, "", "address/192.0.2.2")));
  CHECK_FALSE(r.take(refusal(0, "", "address/192.0.2.1")));
  auto rolled = r.rest(at(1));
  REQUIRE(rolled.size() == 1);
  CHECK(rolled[0].on == "address/192.0.2.1");
}

TEST_CASE("However many sources there are, a span ends with a bounded number of entries") {
  roll_up r{{.each = 10, .together = 100, .sources = 100, .span = milliseconds{60'000}}};
  std::size_t entries = 0;
  for (int n = 0; n < 100'000; ++n)
    entries += r.take(refusal(0, "user" + std::to_string(n % 5'000))).has_value();
  CHECK(entries == 100);
  auto rolled = r.rest(at(60));
  CHECK(rolled.size() <= 101);
  std::size_t counted = 0;
  for (auto& e : rolled)
    counted += static_cast<std::size_t>(std::stoi(e.detail));
  CHECK(entries + counted == 100'000);
}
