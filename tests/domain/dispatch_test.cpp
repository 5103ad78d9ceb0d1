#include "tests/catch.hpp"
#include "tests/domain/service_floor.hpp"

#include <random>

using namespace earshot;
using namespace earshot::testing;

namespace {

const viewer ann{"ann", {role::agent}}, bob{"bob", {role::agent}}, cid{"cid", {role::agent}};

} // namespace

TEST_CASE("A conversation is offered to whoever has been idle longest") {
  service_floor f = with_ann_and_bob();
  f.open("1", "a");
  f.settle();
  CHECK(f.asked("1") == "ann");
  CHECK_FALSE(f.accept("ann", "1"));
  f.open("2", "a");
  f.settle();
  CHECK(f.asked("2") == "bob");
  CHECK_FALSE(f.accept("bob", "2"));
  SECTION("of two who are busy, to the one who got something longer ago") {
    f.pass(10);
    f.open("3", "a");
    f.settle();
    CHECK(f.asked("3") == "ann");
  }
  SECTION("of one who is done and one who is busy, to the one who is done") {
    f.pass(10);
    f.tell(bob, "2", close_conversation{"2"});
    f.settle();
    f.open("3", "a");
    f.settle();
    CHECK(f.asked("3") == "bob");
  }
}

TEST_CASE("Nobody is offered more than they have places for, whatever the queue") {
  service_floor f;
  f.arrive("bob", 1);
  f.open("1", "a");
  f.pass(1000);
  f.open("2", "b");
  f.settle();
  CHECK(f.asked("1") == "bob");
  CHECK(f.asked("2").empty());
  SECTION("an offer takes a place, a declined one gives it back") {
    CHECK_FALSE(f.decline("bob", "1"));
    f.settle();
    CHECK(f.asked("2") == "bob");
  }
  SECTION("taking one is refused without a place") {
    f.accept("bob", "1");
    f.settle();
    CHECK(f.tell(bob, "2", take_conversation{"2"}) == errc::conflict);
    f.settle();
    CHECK(f.talk("2").status() == status::open);
    f.tell(bob, "1", close_conversation{"1"});
    f.settle();
    CHECK(f.asked("2") == "bob");
  }
}

TEST_CASE("The longest waiting goes first, across queues") {
  service_floor f;
  f.open("late", "a");
  f.pass(1);
  f.open("later", "b");
  f.pass(1);
  f.open("latest", "a");
  f.settle();
  f.arrive("bob", 2);
  f.settle();
  CHECK(f.asked("late") == "bob");
  CHECK(f.asked("later") == "bob");
  CHECK(f.asked("latest").empty());
  CHECK(f.routing.seeking() == 3);
}

TEST_CASE("Those who declined are asked last") {
  service_floor f = with_ann_and_bob();
  f.open("1", "a");
  f.settle();
  CHECK_FALSE(f.decline("ann", "1"));
  f.settle();
  CHECK(f.asked("1") == "bob");
  CHECK_FALSE(f.decline("bob", "1"));
  f.settle();
  CHECK(f.asked("1").empty()); // not at once
  f.pass(dispatch::pause_max.count());
  f.settle();
  CHECK(f.asked("1") == "ann");
}

TEST_CASE("An offer that nobody answers goes to the next, and two in a row send away") {
  service_floor f = with_ann_and_bob();
  f.open("1", "a");
  f.settle();
  f.pass(29'999);
  f.settle();
  CHECK(f.asked("1") == "ann");
  f.pass(1);
  f.settle();
  CHECK(f.asked("1") == "bob");
  f.open("2", "a");
  f.settle();
  CHECK(f.asked("2") == "ann");
  SECTION("a second time-out makes the member away") {
    f.pass(30'000);
    f.settle();
    CHECK(f.routing.state_of("ann").presence == presence::away);
    CHECK(f.sent_away == std::set<user_id>{"ann"});
    f.pass(30'000);
    f.settle();
    CHECK(f.asked("1") != "ann");
    CHECK(f.asked("2") != "ann");
  }
  SECTION("an answer between them counts anew") {
    f.decline("ann", "2");
    f.settle();
    f.open("3", "a");
    f.settle();
    f.pass(30'000);
    f.settle();
    CHECK(f.routing.state_of("ann").presence == presence::available);
  }
}

TEST_CASE("Who is not available is offered nothing, and keeps what they have") {
  service_floor f;
  f.arrive("ann");
  f.open("1", "a");
  f.settle();
  f.accept("ann", "1");
  f.open("2", "a");
  f.settle();
  REQUIRE(f.asked("2") == "ann");
  for (presence p : {presence::busy, presence::away, presence::offline}) {
    f.set("ann", p);
    f.settle();
    CHECK(f.asked("2").empty());
    CHECK(f.talk("1").agent() == "ann");
    f.set("ann", presence::available);
    f.settle();
    CHECK(f.asked("2") == "ann");
  }
}

TEST_CASE("Skills come before idle time, where they are configured") {
  service_floor f = with_ann_and_bob();
  f.define({"a", "A", {"ann", "bob"}, {}, {}, {}, {{"bob", {"da", "billing"}}}});
  f.open("1", "a", channel::chat, {"billing"});
  f.settle();
  CHECK(f.asked("1") == "bob");
  SECTION("who lacks them is asked when nobody else is there") {
    f.decline("bob", "1");
    f.settle();
    CHECK(f.asked("1") == "ann");
  }
}

TEST_CASE("Of two who want a conversation one gets it, the other a conflict") {
  service_floor f = with_ann_and_bob();
  f.open("1", "a");
  f.settle();
  CHECK_FALSE(f.tell(bob, "1", take_conversation{"1"}));
  CHECK(f.accept("ann", "1") == errc::conflict);
  f.settle();
  CHECK(f.talk("1").agent() == "bob");
  CHECK(f.desks.back().user == "ann");
  CHECK(f.desks.back().fate == offer_fate::taken);
  CHECK(f.places("ann") == 0);
  CHECK(f.routing.state_of("bob").open == 1);
}

TEST_CASE("An agent without a session keeps conversations for the grace time") {
  service_floor f = with_ann_and_bob();
  f.open("chat", "a");
  f.open("mail", "a", channel::email);
  f.settle();
  for (const char* id : {"chat", "mail"})
    REQUIRE_FALSE(f.tell(webchat, id, assign_conversation{id, "ann"}));
  f.settle();
  f.drop("ann");
  f.pass(29'000);
  f.settle();
  CHECK(f.asked("chat").empty());
  SECTION("who is back in time has lost nothing") {
    f.back("ann");
    f.pass(5000);
    f.settle();
    CHECK(f.asked("chat").empty());
    CHECK(f.routing.state_of("ann").presence == presence::available);
  }
  SECTION("then a chat is offered again, marked, and mail stays") {
    f.pass(1000);
    f.settle();
    CHECK(f.asked("chat") == "bob");
    CHECK(f.talk("chat").handing_over()->offer->again);
    CHECK(f.talk("chat").agent() == "ann");
    CHECK(f.asked("mail").empty());
    CHECK(f.routing.state_of("ann").presence == presence::offline);
    SECTION("who is back before another accepted keeps it") {
      f.back("ann");
      f.settle();
      CHECK(f.asked("chat").empty());
      CHECK(f.accept("bob", "chat") == errc::conflict);
      CHECK(f.talk("chat").agent() == "ann");
    }
    SECTION("who accepted has it") {
      CHECK_FALSE(f.accept("bob", "chat"));
      f.back("ann");
      f.settle();
      CHECK(f.talk("chat").agent() == "bob");
      CHECK(f.talk("chat").served_until("ann"));
    }
  }
}

TEST_CASE("A transfer leaves the first agent until a second one accepts") {
  service_floor f = with_ann_and_bob();
  f.arrive("cid");
  f.open("1", "a");
  f.settle();
  f.accept("ann", "1");
  f.settle();
  SECTION("to a queue: its members are asked, one after the other") {
    CHECK_FALSE(f.tell(ann, "1", transfer_conversation{"1", "b", {}}));
    f.settle();
    CHECK(f.asked("1") == "bob");
    f.decline("bob", "1");
    f.settle();
    CHECK(f.asked("1") == "cid");
    CHECK(f.talk("1").agent() == "ann");
    CHECK(f.talk("1").queue() == "a");
    CHECK_FALSE(f.accept("cid", "1"));
    f.settle();
    CHECK(f.talk("1").agent() == "cid");
    CHECK(f.talk("1").queue() == "b");
    CHECK(f.routing.state_of("ann").open == 0);
  }
  SECTION("to an agent: only that one is asked, and a refusal ends it") {
    CHECK_FALSE(f.tell(ann, "1", transfer_conversation{"1", {}, "cid"}));
    f.settle();
    CHECK(f.asked("1") == "cid");
    f.decline("cid", "1");
    f.settle();
    f.pass(60'000);
    f.settle();
    CHECK(f.asked("1").empty());
    CHECK(f.talk("1").agent() == "ann");
    CHECK_FALSE(f.talk("1").handing_over()->transfer);
  }
  SECTION("to somebody who is not signed in: refused") {
    CHECK(f.tell(ann, "1", transfer_conversation{"1", {}, "otto"}) == errc::conflict);
    CHECK(f.talk("1").agent() == "ann");
  }
  SECTION("by the connector it is a fact") {
    CHECK_FALSE(f.tell(webchat, "1", transfer_conversation{"1", "b", {}}));
    CHECK(f.talk("1").status() == status::open);
    CHECK(f.talk("1").agent().empty());
    f.settle();
    CHECK(f.asked("1") == "bob");
  }
}

TEST_CASE("Whatever happens in whatever order, no capacity is exceeded and nothing is lost") {
  const std::vector<user_id> agents{"ann", "bob", "cid"};
  const std::map<user_id, std::uint32_t> capacity{{"ann", 1}, {"bob", 2}, {"cid", 3}};
  for (unsigned seed = 0; seed < 400; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    auto upto = [&](std::size_t n) { return random() % n; };
    service_floor f;
    std::map<user_id, int> sessions;
    for (const user_id& a : agents) {
      f.arrive(a, capacity.at(a));
      ++sessions[a];
    }
    std::size_t opened = 0;
    for (int i = 0; i < 300; ++i) {
      auto all = f.ids();
      const user_id& agent = agents[upto(3)];
      const viewer who{agent, {role::agent}};
      const auto id = all.empty() ? conversation_id{} : all[upto(all.size())];
      switch (all.empty() ? 0 : upto(14)) {
      case 0:
      case 1:
        f.open(std::to_string(++opened), upto(2) ? "a" : "b",
               upto(3) ? channel::chat : channel::sms);
        break;
      case 2:
      case 3:
      case 4:
        if (user_id asked = f.asked(id); !asked.empty())
          f.accept(asked, id);
        break;
      case 5:
        if (user_id asked = f.asked(id); !asked.empty())
          f.decline(asked, id);
        break;
      case 6: f.tell(who, id, take_conversation{id}); break;
      case 7: f.tell(who, id, close_conversation{id}); break;
      case 8:
        f.tell(who, id,
               upto(2) ? transfer_conversation{id, upto(2) ? "a" : "b", {}}
                       : transfer_conversation{id, {}, agents[upto(3)]});
        break;
      case 9:
        if (sessions[agent] > 0 && upto(2)) {
          --sessions[agent];
          f.drop(agent);
        } else {
          ++sessions[agent];
          f.back(agent);
        }
        break;
      case 10: f.set(agent, upto(3) ? presence::available : presence::busy); break;
      case 11: f.pass(static_cast<std::int64_t>(upto(40'000))); break;
      default: f.pass(static_cast<std::int64_t>(upto(500)));
      }
      for (auto n = upto(5); n > 0; --n)
        f.step(random());
      for (const user_id& a : agents)
        REQUIRE(f.places(a) <= capacity.at(a));
    }
    // Everybody comes, accepts and finishes: all conversations end up served.
    for (const user_id& a : agents) {
      f.back(a);
      f.set(a, presence::available);
    }
    for (int round = 0; round < 300; ++round) {
      f.settle();
      for (const auto& id : f.ids())
        if (user_id asked = f.asked(id); !asked.empty())
          REQUIRE_FALSE(f.accept(asked, id));
      f.settle();
      for (const user_id& a : agents)
        REQUIRE(f.routing.state_of(a).open == f.serves(a));
      for (const auto& id : f.ids())
        if (!f.talk(id).agent().empty() && f.talk(id).status() != status::closed)
          f.tell({f.talk(id).agent(), {role::agent}}, id, close_conversation{id});
      f.pass(1000);
    }
    for (const auto& id : f.ids())
      REQUIRE(f.talk(id).status() == status::closed);
    REQUIRE(f.routing.seeking() == 0);
  }
}

TEST_CASE("Of a change of the directory only those hear who serve elsewhere by it") {
  auto d = directory{}.with(queue_defined{"a", "A", {"ann", "bob"}, {}, {}});
  dispatch routing{{}};
  routing.use(d);
  for (auto user : {"ann", "bob"}) {
    routing.begin_session(user, true, at(0));
    routing.set(user, {presence::available, {}}, at(0));
  }
  REQUIRE(routing.take_outcome().members == std::set<user_id>{"ann", "bob"});
  routing.use(d->with(user_defined{"ann", "Ann", "ann@example.com", {}}));
  CHECK(routing.take_outcome().members.empty());
  routing.use(d->with(queue_defined{"b", "B", {"bob"}, {}, {}}));
  CHECK(routing.take_outcome().members == std::set<user_id>{"bob"});
}
