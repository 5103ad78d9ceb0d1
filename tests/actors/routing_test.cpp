#include "tests/actors/deterministic_system.hpp"
#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

const viewer per{"per", {role::agent}};

/// An office in which mette (session 3) and per (session 4) serve, and mette is asked for c1.
struct busy_office : deterministic_system {
  busy_office() {
    direct(9, {"root", {role::admin}},
           create_queue{"support", "Support", {"mette", "per"}, {"sofia"}, {english}});
    arrive(3, mette);
    open(1, "c1");
    run();
    c = find(1, "conversation/c1");
    follow(2, sofia, c);
    run();
    REQUIRE(kinds(2).empty());
    REQUIRE(state()["offered_to"] == "mette");
    arrive(4, per);
  }

  void arrive(std::uint64_t session, const viewer& who) {
    actors::tell(env().routing, actors::session_changed{who.user, true, true, at(0)});
    actors::tell(env().routing,
                 actors::change_presence{from(session, who), {}, {presence::available, {}}, at(0)});
    run();
  }
  void time_passes(std::int64_t seconds) { actors::tell(env().routing, actors::tick{at(seconds)}); }

  json state() {
    actors::tell(c, actors::to_conversation{actors::look{from(8, sofia), {}, at(0)}});
    run();
    return last(8)["result"];
  }
  std::vector<std::string> kinds(std::uint64_t session) {
    std::vector<std::string> found;
    for (auto& e : events(session))
      found.push_back(e["kind"]);
    return found;
  }
  std::vector<std::string> answers(std::uint64_t session) {
    std::vector<std::string> found;
    for (auto& f : frames(session))
      if (f["type"] == "ok" || f["type"] == "error")
        found.push_back(f["type"] == "ok" ? "ok" : f["code"].get<std::string>());
    return found;
  }

  caf::actor c;
};

} // namespace

TEST_CASE("Whichever comes first, accepting or the time-out: the offer ends once") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    busy_office o;
    o.frames(3).clear();
    auto accept = [&] { o.tell(3, mette, o.c, accept_offer{"c1"}); };
    auto time_out = [&] { o.time_passes(60); };
    bool first = random() % 2;
    first ? accept() : time_out();
    for (auto n = random() % 6; n > 0; --n)
      o.step();
    first ? time_out() : accept();
    o.run();
    bool accepted = o.answers(3) == std::vector<std::string>{"ok"};
    if (!accepted)
      REQUIRE(o.answers(3) == std::vector<std::string>{"conflict"});
    auto now = o.state();
    REQUIRE(now["status"] == (accepted ? "active" : "open"));
    REQUIRE(now["agent"] == (accepted ? json("mette") : json()));
    REQUIRE(now["offered_to"] == (accepted ? json() : json("per")));
  }
}

TEST_CASE("Of two who accept or take at once one wins, in every interleaving") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    busy_office o;
    o.frames(3).clear();
    o.frames(4).clear();
    auto some_steps = [&] {
      for (auto n = random() % 5; n > 0; --n)
        o.step();
    };
    bool first = random() % 2;
    for (bool mettes : {first, !first}) {
      mettes ? o.tell(3, mette, o.c, accept_offer{"c1"})
             : o.tell(4, per, o.c, take_conversation{"c1"});
      some_steps();
    }
    o.run();
    auto all = o.answers(3);
    for (auto& a : o.answers(4))
      all.push_back(a);
    std::sort(all.begin(), all.end());
    REQUIRE(all == std::vector<std::string>{"conflict", "ok"});
    bool mette_has_it = o.answers(3).front() == "ok";
    REQUIRE(o.state()["agent"] == (mette_has_it ? "mette" : "per"));
    auto& refusal = o.frames(mette_has_it ? 4 : 3).back();
    REQUIRE(refusal["message"].get<std::string>().find(mette_has_it ? "mette" : "per")
            != std::string::npos);
  }
}

TEST_CASE_METHOD(busy_office, "Accepting a conversation that has been closed is a conflict") {
  tell(1, webchat, c, close_conversation{"c1"});
  tell(3, mette, c, accept_offer{"c1"});
  run();
  CHECK(last(3)["code"] == "conflict");
  CHECK(last(3)["message"].get<std::string>().find("closed") != std::string::npos);
}

TEST_CASE_METHOD(busy_office, "What a session sends behind a take waits for it") {
  frames(4).clear();
  tell(4, per, c, take_conversation{"c1"});
  say(4, c, "Hello, this is Per", per);
  run();
  CHECK(answers(4) == std::vector<std::string>{"ok", "ok"});
  CHECK(state()["messages"][0]["author"]["id"] == "per");
}

TEST_CASE_METHOD(busy_office, "A message and a transfer keep their order") {
  tell(3, mette, c, accept_offer{"c1"});
  run();
  frames(3).clear();
  say(3, c, "I hand you over", mette);
  tell(3, mette, c, transfer_conversation{"c1", {}, "per"});
  say(3, c, "to Per", mette);
  run();
  CHECK(answers(3) == std::vector<std::string>{"ok", "ok", "ok"});
  CHECK(state()["agent"] == "mette");
  tell(4, per, c, accept_offer{"c1"});
  say(3, c, "too late", mette);
  run();
  CHECK(last(3)["code"] == "not_found");
  CHECK(state()["agent"] == "per");
}

TEST_CASE_METHOD(busy_office, "A key of presence.set is known also when others came after it") {
  auto says = [&](presence p, const std::string& key, std::uint64_t body) {
    actors::tell(env().routing,
                 actors::change_presence{from(3, mette), {key, body}, {p, {}}, at(0)});
    run();
    json answer;
    for (auto& f : frames(3))
      if (f["type"] != "event")
        answer = f;
    return answer;
  };
  says(presence::available, "k1", 1);
  says(presence::away, "k2", 2);
  json again = says(presence::available, "k1", 1);
  CHECK(again["duplicate"] == true);
  CHECK(again["result"]["presence"] == "away");
  CHECK(says(presence::busy, "k1", 3)["code"] == "conflict");
}
