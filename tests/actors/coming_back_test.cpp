// Who was away, and what was down: supervisors hear what they missed, queues know their day.
#include "actors/replay.hpp"
#include "tests/actors/deterministic_system.hpp"
#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

const viewer root{"root", {role::admin}};
const viewer sanna{"sanna", {role::supervisor}};

/// Two supervisors follow a queue, sofia in session 2 and sanna in 3. sofia is away.
class evening : public deterministic_system {
public:
  evening() {
    office_with_conversation(true);
    direct(9, root, change_queue{"support", {}, {}, std::vector<user_id>{"sofia", "sanna"}, {}});
    run();
    queue = find(2, "queue/support");
    actors::tell(env().routing, actors::session_changed{"sofia", true, false, at(0)});
    follow_stream(2, sofia, queue);
    follow_stream(3, sanna, queue);
    sofia_is(presence::away);
  }

  void sofia_is(presence p) {
    actors::tell(env().routing, actors::change_presence{from(2, sofia), {}, {p, {}}, at(0)});
    tick();
  }
  void angry(const conversation_id& id) {
    open(1, id);
    run();
    say(1, find(1, "conversation/" + id), "bad");
    tick();
  }
  void recovers(const conversation_id& id) {
    for (int i = 0; i < 6; ++i)
      say(1, find(1, "conversation/" + id), "good");
    tick();
  }
  void answered_by_sanna(const conversation_id& id) {
    tell(3, sanna, find(1, "conversation/" + id), set_alert{id, alert_answer::taken});
    tick();
  }

  /// Conversation and state of each alert, "c2 raised", in order.
  std::vector<std::string> told(std::uint64_t session) {
    std::vector<std::string> all;
    for (auto& e : events(session))
      if (e["kind"] == "alert" && e["body"].contains("conversation"))
        all.push_back(e["body"]["conversation"].get<std::string>() + " "
                      + e["body"]["state"].get<std::string>());
    return all;
  }
  using steps = std::vector<std::string>;

  caf::actor queue;
};

} // namespace

TEST_CASE_METHOD(evening, "A supervisor who comes back is told what is open still") {
  angry("stays");
  angry("taken");
  angry("over");
  answered_by_sanna("taken");
  recovers("over");
  CHECK(told(2).empty());
  auto sannas = told(3);
  sofia_is(presence::available);
  CHECK(told(2) == steps{"stays raised", "taken taken"});
  CHECK(told(3) == sannas);
  for (std::uint64_t session : {2, 3}) {
    auto all = events(session);
    for (std::size_t i = 1; i < all.size(); ++i)
      CHECK(all[i]["offset"] == all[i - 1]["offset"].get<int>() + 1);
  }

  SECTION("once, and then goes on as everybody") {
    sofia_is(presence::away);
    sofia_is(presence::busy);
    recovers("stays");
    CHECK(told(2) == steps{"stays raised", "taken taken", "stays cleared"});
  }
  SECTION("and away again, of the end of what she was told") {
    sofia_is(presence::away);
    answered_by_sanna("stays");
    recovers("stays");
    CHECK(told(2) == steps{"stays raised", "taken taken", "stays taken", "stays cleared"});
  }
}

TEST_CASE_METHOD(evening, "What a storm left while she was away comes as a storm") {
  for (int i = 0; i < 14; ++i)
    angry("s" + std::to_string(i));
  sofia_is(presence::available);
  CHECK(told(2).size() == 10);
  CHECK(last(2)["body"]["count"] == 4);
}

TEST_CASE_METHOD(evening, "Of a storm nothing is told singly when agents get its conversations") {
  sofia_is(presence::available);
  for (int i = 0; i < 14; ++i)
    angry("s" + std::to_string(i));
  CHECK(told(2).size() == 10);
  for (auto id : {"s0", "s13"})
    tell(1, webchat, find(1, std::string("conversation/") + id), assign_conversation{id, "mette"});
  tick();
  CHECK(told(2).size() == 11);
  CHECK(told(2).back() == "s0 raised");
}

TEST_CASE_METHOD(evening, "Without sentiment nothing is left to come back to") {
  angry("c2");
  configure_queue off;
  off.queue = "support";
  off.sentiment = false;
  direct(9, root, off);
  tick();
  sofia_is(presence::available);
  CHECK(told(2).empty());
}

TEST_CASE_METHOD(evening, "An alert of one that waits stays with whoever gets it") {
  sofia_is(presence::available);
  follow_stream(6, mette, find(6, "agent/mette"));
  angry("c2");
  CHECK(told(2) == steps{"c2 raised"});
  tell(1, webchat, find(1, "conversation/c2"), assign_conversation{"c2", "mette"});
  tick();
  CHECK(told(2) == steps{"c2 raised", "c2 raised"});
  auto now = [&](std::uint64_t session) {
    json body;
    for (auto& e : events(session))
      if (e["kind"] == "alert")
        body = e["body"];
    return body;
  };
  CHECK(now(2)["agent"] == "mette");
  CHECK(now(6)["conversation"] == "c2"); // the agent's own
  answered_by_sanna("c2");
  CHECK(told(2).back() == "c2 taken");
  recovers("c2");
  CHECK(told(2).back() == "c2 cleared");
  CHECK(now(6)["state"] == "cleared");
}

TEST_CASE("After a restart a queue still counts what a transfer took away") {
  deterministic_system before;
  before.office_with_conversation(true);
  before.direct(9, root, create_queue{"sales", {}, {"per"}, {"sofia"}, {}, {}, {}, {}});
  before.run();
  auto c = before.find(1, "conversation/c1");
  before.tell(1, webchat, c, assign_conversation{"c1", "mette"});
  for (std::string queue : {"sales", "support", "sales"}) {
    before.tell(1, webchat, c, transfer_conversation{"c1", queue, {}});
    before.tell(1, webchat, c, assign_conversation{"c1", "per"});
    before.tick();
  }
  auto figures = [](deterministic_system& s, const std::string& queue) {
    s.follow_stream(50, sofia, s.find(50, "queue/" + queue));
    s.run();
    return s.last(50)["state"]["figures"];
  };
  json support = figures(before, "support"), sales = figures(before, "sales");
  CHECK(support["accepted"] == 2);
  CHECK(sales["accepted"] == 2);
  auto past = actors::replay(before.log(), {});
  REQUIRE(past);
  deterministic_system after(std::move(*past));
  CHECK(figures(after, "support") == support);
  CHECK(figures(after, "sales") == sales);
}
