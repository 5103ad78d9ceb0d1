#include "domain/local_time.hpp"
#include "tests/catch.hpp"

using namespace earshot;

namespace {

std::string day_of(std::string_view now, std::string_view zone) {
  return to_rfc3339(start_of_day(*from_rfc3339(now), zone));
}

} // namespace

TEST_CASE("A day begins at local midnight") {
  CHECK(day_of("2026-11-22T09:00:00.000Z", "UTC") == "2026-11-22T00:00:00.000Z");
  CHECK(day_of("2026-11-22T09:00:00.000Z", "Europe/Copenhagen") == "2026-11-21T23:00:00.000Z");
  CHECK(day_of("2026-11-21T23:30:00.000Z", "Europe/Copenhagen") == "2026-11-21T23:00:00.000Z");
  CHECK(day_of("2026-07-01T22:00:00.000Z", "Europe/Copenhagen") == "2026-07-01T22:00:00.000Z");
  CHECK(day_of("2026-07-01T03:59:59.999Z", "America/New_York") == "2026-06-30T04:00:00.000Z");
  SECTION("and is 23 or 25 hours long when the clocks change") {
    CHECK(day_of("2026-03-29T21:59:00.000Z", "Europe/Copenhagen") == "2026-03-28T23:00:00.000Z");
    CHECK(day_of("2026-10-25T22:59:00.000Z", "Europe/Copenhagen") == "2026-10-24T22:00:00.000Z");
  }
}

TEST_CASE("Places are those of the time zone database") {
  CHECK(is_time_zone("UTC"));
  CHECK(is_time_zone("Asia/Kathmandu"));
  CHECK_FALSE(is_time_zone("Europe/Atlantis"));
  CHECK_FALSE(is_time_zone(""));
}
