#include "domain/turning_point.hpp"
#include "tests/catch.hpp"
#include "tests/domain/story.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

mood of(double score) { return {score, no_score::none, level_of(score), 1, false}; }

} // namespace

TEST_CASE("The turning point is the message with which the mood fell most") {
  turning_point t;
  CHECK_FALSE(t.any());
  t.fold_customer(1, of(0), of(-0.3));
  CHECK(t.message() == 1);
  t.fold_customer(2, of(-0.3), of(-0.9));
  CHECK(t.message() == 2);
  CHECK(t.from() == -0.3);
  CHECK(t.to() == -0.9);
  t.fold_customer(3, of(0.2), of(-0.3)); // falls less
  CHECK(t.message() == 2);
  SECTION("a change within one level is no fall") {
    turning_point still;
    still.fold_customer(1, of(0.2), of(-0.2));
    CHECK_FALSE(still.any());
  }
  SECTION("a mood without a level neither falls nor recovers") {
    mood blind;
    blind.why_not = no_score::feature_off;
    turning_point none;
    none.fold_customer(1, of(0.9), blind);
    none.fold_customer(2, blind, of(-0.9));
    CHECK_FALSE(none.any());
  }
}

TEST_CASE("It recovers with the message that brings the mood back, after the newest reply") {
  turning_point t;
  t.fold_reply(1);
  t.fold_customer(2, of(0.3), of(-0.6));
  SECTION("neutral is enough, from wherever it fell") {
    t.fold_reply(3);
    t.fold_customer(4, of(-0.6), of(-0.4));
    CHECK(t.recovered_with() == 0);
    t.fold_reply(5);
    t.fold_reply(6);
    t.fold_customer(7, of(-0.4), of(0.1));
    CHECK(t.recovered_with() == 7);
    CHECK(t.recovered_after() == 6);
    t.fold_reply(8);
    t.fold_customer(9, of(0.1), of(0.8)); // stays with the first
    CHECK(t.recovered_with() == 7);
  }
  SECTION("a mood that was low before is back where it was") {
    turning_point low;
    low.fold_customer(1, of(-0.4), of(-0.9));
    low.fold_customer(2, of(-0.9), of(-0.45));
    CHECK(low.recovered_with() == 2);
  }
  SECTION("nobody may have replied") {
    t.fold_customer(3, of(-0.6), of(0.1));
    CHECK(t.recovered_with() == 3);
    CHECK(t.recovered_after() == 0);
  }
  SECTION("a deeper fall begins anew") {
    t.fold_customer(3, of(-0.6), of(0.1));
    t.fold_customer(4, of(0.1), of(-0.95));
    CHECK(t.message() == 4);
    CHECK(t.recovered_with() == 0);
  }
}

TEST_CASE("A conversation keeps its turning point as it goes") {
  told_conversation t;
  t.open();
  t.say(webchat, "fine", 0.1);
  t.say(webchat, "this is broken", -0.9);
  t.tell(webchat, assign_conversation{"c1", "mette"});
  t.say(mette, "here is a new one");
  t.say(webchat, "lovely", 0.9);
  CHECK(t.c.turning_point().message() == 2);
  CHECK(t.c.turning_point().recovered_with() == 4);
  CHECK(t.c.turning_point().recovered_after() == 3);
}
