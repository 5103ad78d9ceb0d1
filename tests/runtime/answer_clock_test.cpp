#include "runtime/answer_clock.hpp"

#include "tests/catch.hpp"

#include <array>

using namespace earshot;
using namespace std::chrono_literals;
using runtime::answer_clock;

TEST_CASE("The clock of answers") {
  static constexpr std::array bounds{0.5, 1.5};
  histogram seconds(bounds);
  answer_clock clock(seconds);
  const answer_clock::time now{1h};
  const int frame = 0, other = 0;

  SECTION("measures from the request to the frame's leaving") {
    clock.asked(7, true, now);
    CHECK_FALSE(clock.waits_for(&frame));
    clock.answered(7, &frame);
    CHECK_FALSE(clock.waits_for(&other));
    REQUIRE(clock.waits_for(&frame));
    clock.left(now + 1s);
    CHECK(seconds.count(1) == 1);
    CHECK_FALSE(clock.waits_for(&frame));
  }
  SECTION("leaves aside who asks again before the answer") {
    clock.asked(7, true, now);
    clock.asked(7, false, now);
    clock.answered(7, &frame);
    CHECK_FALSE(clock.waits_for(&frame));
  }
  SECTION("measures one at a time, and gives up on one that does not come") {
    clock.asked(7, true, now);
    clock.asked(8, true, now + 1s);
    clock.answered(8, &frame);
    CHECK_FALSE(clock.waits_for(&frame));
    clock.asked(8, true, now + 11s);
    clock.answered(8, &frame);
    CHECK(clock.waits_for(&frame));
  }
  SECTION("forgets who has gone") {
    clock.asked(7, true, now);
    clock.gone(7);
    clock.asked(8, true, now);
    clock.answered(8, &frame);
    CHECK(clock.waits_for(&frame));
  }
}
