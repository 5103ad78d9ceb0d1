#include "domain/alerts.hpp"
#include "tests/catch.hpp"
#include "tests/domain/story.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

mood of(level l) { return {value_of(l) / 4.0, no_score::none, l, 3, false}; }

/// One watch with a threshold, and messages a second apart.
struct watched {
  alert_watch watch;
  std::optional<level> threshold = level::negative;
  milliseconds cooldown{60'000};
  std::int64_t now = 0;
  std::uint32_t message = 0;

  alert_change say(const mood& m, std::int64_t seconds = 1) {
    now += seconds;
    alert_change c = watch.after_message(m, threshold, at(now), cooldown);
    watch.apply(c, m, threshold, ++message, at(now));
    return c;
  }
  alert_change say(level l, std::int64_t seconds = 1) { return say(of(l), seconds); }

  alert_change policy(const mood& m, std::optional<level> next) {
    threshold = next;
    alert_change c = watch.after_policy(m, threshold);
    watch.apply(c, m, threshold, message, at(now));
    return c;
  }
};

} // namespace

TEST_CASE("An alert is raised on crossing the threshold downward") {
  watched w;
  CHECK(w.say(level::neutral) == alert_change::none);
  CHECK(w.say(level::slightly_negative) == alert_change::none);
  CHECK(w.say(level::negative) == alert_change::raised);
  REQUIRE(w.watch.open());
  CHECK(w.watch.open()->lvl == level::negative);
  CHECK(w.watch.open()->message == 3);
  CHECK(w.watch.open()->since_message == 3);

  SECTION("once, however long it stays there") {
    CHECK(w.say(level::very_negative) == alert_change::none);
    CHECK(w.say(level::negative, 100) == alert_change::none);
    CHECK(w.watch.open()->message == 3);
  }
  SECTION("one level above the threshold it stays open, two above it is cleared") {
    CHECK(w.say(level::slightly_negative) == alert_change::none);
    CHECK(w.watch.open());
    CHECK(w.say(level::neutral) == alert_change::cleared);
    CHECK_FALSE(w.watch.open());
  }
}

TEST_CASE("Between two alerts of one kind lies the cool-down") {
  watched w;
  w.say(level::negative);
  w.say(level::positive);
  CHECK(w.say(level::negative, 57) == alert_change::none); // 58 s after the first
  SECTION("what fell within it is raised by the first message after it, if it is still low") {
    CHECK(w.say(level::negative, 2) == alert_change::raised);
    CHECK(w.watch.open()->since_message == 3);
    CHECK(w.watch.open()->message == 4);
  }
  SECTION("and is forgotten if the mood has recovered") {
    CHECK(w.say(level::neutral, 2) == alert_change::none);
    CHECK(w.say(level::negative, 2) == alert_change::raised);
    CHECK(w.watch.open()->since_message == 5);
  }
}

TEST_CASE("Without a threshold or without sight nothing is raised and nothing stays open") {
  watched w;
  SECTION("off") {
    w.threshold.reset();
    CHECK(w.say(level::very_negative) == alert_change::none);
  }
  SECTION("no level") {
    mood blind;
    blind.why_not = no_score::feature_off;
    CHECK(w.say(blind) == alert_change::none);
    w.say(level::negative);
    CHECK(w.policy(blind, level::negative) == alert_change::cleared);
    CHECK_FALSE(w.watch.open());
  }
  SECTION("a threshold switched off clears") {
    w.say(level::negative);
    CHECK(w.policy(of(level::negative), std::nullopt) == alert_change::cleared);
  }
}

TEST_CASE("A policy raises nothing; the next message does") {
  watched w;
  w.threshold = level::very_negative;
  w.say(level::negative);
  CHECK(w.policy(of(level::negative), level::negative) == alert_change::none);
  CHECK(w.say(level::negative) == alert_change::raised);
  CHECK(w.watch.open()->since_message == 1);
}

TEST_CASE("A restart forgets the alert, its hysteresis and its cool-down") {
  watched w;
  w.say(level::negative);
  w.watch.restart();
  CHECK_FALSE(w.watch.open());
  CHECK(w.say(level::negative) == alert_change::raised);
}

TEST_CASE("A conversation's two alerts have thresholds of their own") {
  told_conversation t;
  t.open();
  t.say(webchat, "so so", -0.6); // negative: the agent's threshold
  CHECK(t.c.alerts().agent.open());
  CHECK_FALSE(t.c.alerts().supervisor.open());
  t.say(webchat, "worse", -1);
  t.say(webchat, "worse", -1);
  CHECK(t.c.mood().lvl == level::very_negative);
  CHECK(t.c.alerts().supervisor.open());

  SECTION("a supervisor answers one, the first of two wins") {
    auto d = t.d->with(queue_defined{"support", "Support", {"mette"}, {"sofia", "sanna"}, {}});
    t.d = d;
    const viewer sanna{"sanna", {role::supervisor}};
    CHECK_FALSE(t.tell(sofia, set_alert{"c1", alert_answer::taken}));
    CHECK(t.tell(sanna, set_alert{"c1", alert_answer::taken}) == errc::conflict);
    CHECK(t.tell(sanna, set_alert{"c1", alert_answer::ignored}) == errc::conflict);
    CHECK_FALSE(t.tell(sofia, set_alert{"c1", alert_answer::ignored})); // changes her mind
    CHECK(t.c.alerts().supervisor.open()->answered_by == "sofia");
    CHECK(*t.c.alerts().supervisor.open()->answer == alert_answer::ignored);
  }
  SECTION("nobody else does") {
    t.tell(webchat, assign_conversation{"c1", "mette"});
    CHECK(t.tell(mette, set_alert{"c1", alert_answer::taken}) == errc::forbidden);
    CHECK(t.tell(stranger, set_alert{"c1", alert_answer::taken}) == errc::not_found);
  }
  SECTION("both go with whoever has it first, and end with the next one") {
    t.tell(webchat, assign_conversation{"c1", "mette"});
    CHECK(t.c.alerts().agent.open());
    CHECK(t.c.alerts().supervisor.open());
    t.tell(webchat, transfer_conversation{"c1", {}, "per"});
    CHECK_FALSE(t.c.alerts().agent.open());
    CHECK_FALSE(t.c.alerts().supervisor.open());
  }
  SECTION("closing clears both") {
    t.tell(webchat, close_conversation{"c1"});
    CHECK_FALSE(t.c.alerts().agent.open());
    CHECK_FALSE(t.c.alerts().supervisor.open());
    CHECK(t.tell(sofia, set_alert{"c1", alert_answer::taken}) == errc::conflict);
  }
  SECTION("switching off clears both, whatever comes on again") {
    policy off = sentiment_on(2);
    off.sentiment = false;
    t.apply(t.c.decide_policy(off, {}));
    CHECK_FALSE(t.c.alerts().supervisor.open());
    t.apply(t.c.decide_policy(sentiment_on(3), {}));
    CHECK_FALSE(t.c.alerts().supervisor.open());
  }
  SECTION("a replay has the same alerts") {
    conversation again("c1");
    for (const event_ptr& e : t.c.events())
      again.apply(e);
    REQUIRE(again.alerts().supervisor.open());
    CHECK(again.alerts().supervisor.open()->message == t.c.alerts().supervisor.open()->message);
    CHECK(again.alerts().supervisor.open()->raised_at == t.c.alerts().supervisor.open()->raised_at);
  }
}
