#include "tests/catch.hpp"
#include "tests/domain/story.hpp"

using namespace earshot;
using namespace earshot::testing;

TEST_CASE("A conversation begins neutral, in bot or open") {
  told_conversation t;
  t.open();
  CHECK(t.c.status() == status::open);
  CHECK(t.c.mood().lvl == level::neutral);
  told_conversation with_bot;
  with_bot.open(sentiment_on(), true);
  CHECK(with_bot.c.status() == status::bot);
}

TEST_CASE("A customer's message moves the mood, an agent's does not") {
  told_conversation t;
  t.open();
  REQUIRE_FALSE(t.say(webchat, "this is bad", -0.8));
  CHECK(t.c.mood().lvl == level::very_negative);
  REQUIRE_FALSE(t.tell(webchat, assign_conversation{"c1", "mette"}));
  REQUIRE_FALSE(t.say(mette, "I am sorry", 0.9));
  CHECK(t.c.mood().score == Approx(-0.8));
  auto& said = std::get<message_added>(of_conversation(*t.c.events().back()));
  CHECK(said.said.by == author{author_role::agent, "mette"});
  CHECK_FALSE(said.said.scored.score);
}

TEST_CASE("What the customer told the bot counts after the hand-over") {
  told_conversation t;
  t.open(sentiment_on(), true);
  t.say(webchat, "useless", -0.7);
  REQUIRE_FALSE(t.tell(webchat, escalate_conversation{"c1"}));
  CHECK(t.c.mood().evidence == 1);
  CHECK(t.tell(webchat, escalate_conversation{"c1"}) == errc::conflict);
}

TEST_CASE("Who may do what to a conversation") {
  told_conversation t;
  t.open();
  SECTION("a stranger finds nothing, whatever the role") {
    CHECK(t.say(stranger, "hi") == errc::not_found);
    CHECK(t.tell(stranger, close_conversation{"c1"}) == errc::not_found);
    CHECK(t.tell(stranger, add_note{"c1", "x"}) == errc::not_found);
  }
  SECTION("its supervisor assigns, notes and closes, but does not write or escalate") {
    CHECK(t.say(sofia, "hi") == errc::forbidden);
    CHECK(t.tell(sofia, escalate_conversation{"c1"}) == errc::forbidden);
    CHECK_FALSE(t.tell(sofia, add_note{"c1", "vip"}));
    CHECK_FALSE(t.tell(sofia, assign_conversation{"c1", "mette"}));
    CHECK_FALSE(t.tell(sofia, close_conversation{"c1"}));
  }
  SECTION("a connector takes no notes, and an agent names no author") {
    CHECK(t.tell(webchat, add_note{"c1", "x"}) == errc::forbidden);
    t.tell(webchat, assign_conversation{"c1", "mette"});
    add_message m;
    m.conversation = "c1";
    m.text = "x";
    m.by = author{author_role::customer, "u7"};
    CHECK(t.tell(mette, m) == errc::invalid_field);
  }
  SECTION("one who serves it twice is a conflict") {
    CHECK_FALSE(t.tell(webchat, assign_conversation{"c1", "mette"}));
    CHECK(t.tell(sofia, assign_conversation{"c1", "otto"}) == errc::conflict);
  }
}

TEST_CASE("After the end messages are refused and notes are not") {
  told_conversation t;
  t.open();
  REQUIRE_FALSE(t.tell(webchat, close_conversation{"c1", outcome::solved, {}}));
  CHECK(t.c.status() == status::closed);
  CHECK(t.say(webchat, "wait") == errc::conversation_closed);
  CHECK(t.tell(webchat, close_conversation{"c1"}) == errc::conversation_closed);
  CHECK_FALSE(t.tell(sofia, add_note{"c1", "called back"}));
}

TEST_CASE("A feature that comes on scores the window, and figures leave that out") {
  told_conversation t;
  t.open(policy{});
  add_message m;
  m.conversation = "c1";
  m.text = "awful";
  t.tell(webchat, m, {{}, 1, {.why_not = no_score::feature_off}});
  CHECK(t.c.mood().why_not == no_score::feature_off);
  auto missing = t.c.unscored_under(sentiment_on());
  REQUIRE(missing.size() == 1);
  late_score late{missing[0]->message, english, {.score = -0.9, .late = true}};
  t.apply(t.c.decide_policy(sentiment_on(), {late}));
  CHECK(t.c.mood().score == Approx(-0.9));
  CHECK(t.c.scoring_of(*missing[0]).score == -0.9);
  CHECK(t.c.row().counts.total() == 0);
  t.apply(t.c.decide_policy(policy{}, {}));
  CHECK(t.c.mood().why_not == no_score::feature_off);
  CHECK(t.c.scoring_of(*missing[0]).why_not == no_score::feature_off);
}

TEST_CASE("A replay of the events gives the same conversation") {
  told_conversation t;
  t.open(sentiment_on(), true);
  t.say(webchat, "hello", 0.1);
  t.tell(webchat, escalate_conversation{"c1"});
  t.tell(sofia, assign_conversation{"c1", "mette"});
  t.say(webchat, "bad", -0.6);
  t.tell(sofia, add_note{"c1", "n"});
  t.apply(t.c.decide_policy(sentiment_on(2), {}));
  conversation again("c1");
  for (const event_ptr& e : t.c.events())
    again.apply(e);
  CHECK(again.mood() == t.c.mood());
  CHECK(again.status() == t.c.status());
  CHECK(again.agent() == "mette");
  CHECK(again.policy() == t.c.policy());
  CHECK(again.row().unanswered_since == t.c.row().unanswered_since);
  CHECK(again.row().counts == t.c.row().counts);
}

TEST_CASE("What a customer says counts for whoever is responsible when it is said") {
  told_conversation t;
  t.d = t.d->with(queue_defined{"billing", "Billing", {"ida"}, {}, {}});
  t.open();
  t.tell(webchat, assign_conversation{"c1", "mette"});
  auto sellers = [&] {
    std::vector<user_id> found;
    for (const auto& p : t.c.parts())
      found.push_back(p.seller);
    return found;
  };
  using names = std::vector<user_id>;
  SECTION("until the second one accepts, that is the first one") {
    t.tell(mette, transfer_conversation{"c1", "billing", {}});
    t.say(webchat, "I am still waiting");
    CHECK(t.c.seller_of(1) == "mette");
    t.order(ask_agent{"ida", at(99)});
    t.tell({"ida", {role::agent}}, accept_offer{"c1"});
    t.say(webchat, "Hello Ida");
    CHECK(t.c.seller_of(2) == "ida");
  }
  SECTION("so it stays where a connector has sent it on, until somebody has it") {
    t.tell(sofia, join_conversation{"c1"});
    t.say(sofia, "I will find you somebody");
    t.tell(webchat, transfer_conversation{"c1", "billing", {}});
    t.say(webchat, "I am still waiting");
    CHECK(t.c.agent().empty());
    CHECK(t.c.seller_of(2) == "mette");
    CHECK(sellers() == names{"sofia", "mette"});
    t.tell(webchat, assign_conversation{"c1", "ida"});
    t.say(webchat, "Hello Ida");
    CHECK(sellers() == names{"sofia", "mette", "ida"});
  }
}

TEST_CASE("The language of what a waiting customer writes is a skill that is asked for") {
  told_conversation t;
  t.open();
  reading danish;
  danish.lang = *language::parse("da");
  add_message hello;
  hello.conversation = "c1";
  hello.text = "Hej, hvor er min pakke?";
  CHECK_FALSE(t.tell(webchat, hello, danish));
  CHECK(t.c.concerns_routing(of_conversation(*t.c.events().back())));
  CHECK(t.c.routing(*t.d).skills == std::vector<std::string>{"da"});
  t.tell(webchat, assign_conversation{"c1", "mette"});
  t.tell(webchat, hello, danish);
  CHECK_FALSE(t.c.concerns_routing(of_conversation(*t.c.events().back())));
}
