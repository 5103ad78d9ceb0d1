#include "domain/time.hpp"
#include "tests/catch.hpp"

using namespace earshot;

TEST_CASE("A time reads back as it was written") {
  for (std::int64_t ms :
       {0LL, 1LL, 951'782'400'000LL, 1'795'338'000'123LL, 253'402'300'799'999LL}) {
    time_point t{milliseconds{ms}};
    CHECK(from_rfc3339(to_rfc3339(t)) == t);
  }
  CHECK(to_rfc3339(time_point{milliseconds{1'795'338'000'000}}) == "2026-11-22T09:00:00.000Z");
}

TEST_CASE("RFC 3339 allows offsets and any decimals") {
  auto noon = *from_rfc3339("2026-11-22T12:00:00Z");
  CHECK(from_rfc3339("2026-11-22T13:00:00+01:00") == noon);
  CHECK(from_rfc3339("2026-11-22T06:30:00.000-05:30") == noon);
  CHECK(from_rfc3339("2026-11-22t12:00:00z") == noon);
  CHECK(from_rfc3339("2026-11-22T12:00:00.5Z") == noon + milliseconds{500});
  CHECK(from_rfc3339("2026-11-22T12:00:00.123456789Z") == noon + milliseconds{123});
}

TEST_CASE("What is no RFC 3339 time is refused") {
  for (auto text : {"", "now", "2026-11-22", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
                    "2026-11-22T25:00:00Z", "2026-11-22T12:00:00", "2026-11-22T12:00:00Zx",
                    "2026-11-22T12:00:00.Z", "1969-12-31T23:59:59Z", "2026-11-22T12:00:00+0100"}) {
    CAPTURE(text);
    CHECK_FALSE(from_rfc3339(text));
  }
}
