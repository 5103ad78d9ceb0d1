#include "tests/catch.hpp"
#include "tests/domain/story.hpp"

using namespace earshot;
using namespace earshot::testing;

TEST_CASE("A whisper is between a supervisor and the agent") {
  told_conversation t;
  t.open();
  CHECK(t.tell(sofia, whisper{"c1", "offer a refund"}) == errc::conflict); // nobody there yet
  t.tell(webchat, assign_conversation{"c1", "mette"});
  CHECK_FALSE(t.tell(sofia, whisper{"c1", "offer a refund"}));
  auto& w = std::get<whispered>(of_conversation(*t.c.events().back()));
  CHECK(w.by == "sofia");
  CHECK(w.agent == "mette");
  CHECK_FALSE(t.tell(mette, whisper{"c1", "I will"})); // the agent may answer
  CHECK(t.tell(webchat, whisper{"c1", "psst"}) == errc::forbidden);
  CHECK(t.tell(marko, whisper{"c1", "psst"}) == errc::forbidden);
  CHECK(t.tell(stranger, whisper{"c1", "psst"}) == errc::not_found);
  t.tell(webchat, close_conversation{"c1"});
  CHECK(t.tell(sofia, whisper{"c1", "well done"}) == errc::conversation_closed);
}

TEST_CASE("A supervisor who has joined writes beside the agent") {
  told_conversation t;
  t.open();
  t.tell(webchat, assign_conversation{"c1", "mette"});
  CHECK(t.say(sofia, "hello") == errc::forbidden);
  CHECK_FALSE(t.tell(sofia, join_conversation{"c1"}));
  CHECK(t.c.joined_by() == std::vector<user_id>{"sofia"});
  CHECK_FALSE(t.say(sofia, "hello"));
  auto& said = std::get<message_added>(of_conversation(*t.c.events().back())).said;
  CHECK(said.by == author{author_role::agent, "sofia"});
  CHECK(t.c.agent() == "mette");
  CHECK(t.tell(sofia, join_conversation{"c1"}) == errc::conflict);
  CHECK(t.tell(mette, join_conversation{"c1"}) == errc::forbidden);
  CHECK(t.tell(marko, join_conversation{"c1"}) == errc::forbidden);
  SECTION("until the queue names somebody else") {
    t.d = t.d->with(queue_defined{"support", "Support", {"mette"}, {}, {}});
    CHECK(t.say(sofia, "still here?") == errc::not_found);
  }
}

TEST_CASE("Nobody supervises their own conversation") {
  told_conversation t;
  const viewer both{"sofia", {role::supervisor, role::agent}};
  t.open();
  t.tell(webchat, assign_conversation{"c1", "sofia"});
  CHECK(t.tell(both, join_conversation{"c1"}) == errc::forbidden);
  CHECK(t.tell(both, set_alert{"c1", alert_answer::taken}) == errc::forbidden);
}

TEST_CASE("With a bot there is nothing to join yet") {
  told_conversation t;
  t.open(sentiment_on(), /*with_bot=*/true);
  CHECK(t.tell(sofia, join_conversation{"c1"}) == errc::conflict);
  t.tell(webchat, escalate_conversation{"c1"});
  CHECK_FALSE(t.tell(sofia, join_conversation{"c1"}));
}

TEST_CASE("Of two supervisors' wishes the first one stands until it is taken back") {
  const viewer sanna{"sanna", {role::supervisor}};
  told_conversation t;
  t.d = t.d->with(queue_defined{"support", "Support", {"mette", "per"}, {"sofia", "sanna"}, {}});
  t.open();
  t.tell(webchat, assign_conversation{"c1", "mette"});
  SECTION("whatever the other one wants") {
    CHECK_FALSE(t.tell(sofia, transfer_conversation{"c1", {}, "per"}));
    auto refused = t.c.decide(sanna, transfer_conversation{"c1", "support", {}}, *t.d, {}, at(9));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == errc::conflict);
    for (auto part : {"'sofia' was first", "is active with 'mette'", "on its way to 'per'"})
      CHECK(refused.error().message.find(part) != std::string::npos);
    CHECK(t.tell(mette, transfer_conversation{"c1", "support", {}}) == errc::conflict);
    CHECK_FALSE(
        t.tell(sofia, transfer_conversation{"c1", "support", {}})); // her own second thought
    CHECK_FALSE(
        t.tell(sanna, transfer_conversation{"c1", {}, "mette"})); // takes it back, knowingly
    CHECK_FALSE(t.tell(sanna, transfer_conversation{"c1", {}, "per"}));
  }
  SECTION("an agent's own gives way to a supervisor's") {
    CHECK_FALSE(t.tell(mette, transfer_conversation{"c1", "support", {}}));
    CHECK_FALSE(t.tell(sofia, transfer_conversation{"c1", {}, "per"}));
  }
  SECTION("a connector's transfer is a fact") {
    CHECK_FALSE(t.tell(sofia, transfer_conversation{"c1", {}, "per"}));
    CHECK_FALSE(t.tell(webchat, transfer_conversation{"c1", {}, "olli"}));
    CHECK(t.c.agent() == "olli");
  }
}

TEST_CASE("A supervisor's wish holds before anybody serves it, too") {
  const viewer sanna{"sanna", {role::supervisor}};
  told_conversation t;
  t.d = t.d->with(queue_defined{"support", "Support", {"mette", "per"}, {"sofia", "sanna"}, {}});
  t.d = t.d->with(queue_defined{"sales", "Sales", {}, {"sanna"}, {}});
  t.open();
  CHECK(t.tell(sofia, transfer_conversation{"c1", "support", {}}) == errc::conflict); // it is there
  CHECK_FALSE(t.tell(sofia, transfer_conversation{"c1", {}, "per"}));
  CHECK(t.tell(sanna, transfer_conversation{"c1", "sales", {}}) == errc::conflict);
  CHECK(t.tell(sanna, transfer_conversation{"c1", {}, "mette"}) == errc::conflict);
  CHECK(t.tell(sanna, assign_conversation{"c1", "mette"}) == errc::conflict);
  SECTION("until it is taken back, knowingly") {
    CHECK_FALSE(t.tell(sanna, transfer_conversation{"c1", "support", {}}));
    CHECK_FALSE(t.tell(sanna, assign_conversation{"c1", "mette"}));
  }
  SECTION("but not for herself, nor for the connector") {
    CHECK_FALSE(t.tell(sofia, assign_conversation{"c1", "mette"}));
    told_conversation other;
    other.d = t.d;
    other.open();
    other.tell(sofia, transfer_conversation{"c1", {}, "per"});
    CHECK_FALSE(other.tell(webchat, assign_conversation{"c1", "mette"}));
  }
}

TEST_CASE("Of two who close it one wins, and the wrap-up is its agent's to end") {
  told_conversation t;
  t.open();
  t.tell(webchat, assign_conversation{"c1", "mette"});
  SECTION("at once") {
    CHECK_FALSE(t.tell(sofia, close_conversation{"c1"}));
    CHECK(t.tell(sofia, close_conversation{"c1"}) == errc::conflict);
    CHECK(t.tell(mette, close_conversation{"c1"}) == errc::conflict);
    CHECK(t.tell(webchat, close_conversation{"c1"}) == errc::conversation_closed);
  }
  SECTION("with a time to wrap up") {
    policy p = sentiment_on(2);
    p.wrap_up_s = 60;
    t.d = t.d->with(queue_configured{"support", p});
    CHECK_FALSE(t.tell(sofia, close_conversation{"c1"}));
    CHECK(t.tell(sofia, close_conversation{"c1"}) == errc::conflict);
    CHECK(t.c.status() == status::wrap_up);
    CHECK_FALSE(t.tell(mette, close_conversation{"c1"}));
    CHECK(t.c.status() == status::closed);
  }
}
