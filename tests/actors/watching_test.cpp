// What supervisors see on the wall and hear of alerts, and what reaches nobody else.
#include "actors/replay.hpp"
#include "tests/actors/deterministic_system.hpp"
#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

const viewer root{"root", {role::admin}};
const viewer sanna{"sanna", {role::supervisor}};

/// A queue with two supervisors, both following it in sessions 2 and 3; its member mette follows it
/// in 5 and her desk in 6; an admin follows it in 8.
class wall : public deterministic_system {
public:
  explicit wall(bool sentiment = true) {
    conversation = office_with_conversation(sentiment);
    direct(9, root, change_queue{"support", {}, {}, std::vector<user_id>{"sofia", "sanna"}, {}});
    run();
    queue = find(2, "queue/support");
    follow_stream(2, sofia, queue);
    follow_stream(3, sanna, queue);
    follow_stream(5, mette, queue);
    follow_stream(6, mette, find(6, "agent/mette"));
    follow_stream(8, root, queue);
    tell(1, webchat, conversation, assign_conversation{"c1", "mette"});
    tick();
  }

  std::vector<json> alerts(std::uint64_t session) {
    std::vector<json> found;
    for (auto& e : events(session))
      if (e["kind"] == "alert")
        found.push_back(e["body"]);
    return found;
  }

  static configure_queue switched_on(const queue_id& queue) {
    configure_queue c;
    c.queue = queue;
    c.sentiment = true;
    return c;
  }

  /// What a reader who comes now is shown.
  json snapshot(const viewer& who) {
    follow_stream(50, who, queue);
    run();
    return last(50)["state"];
  }

  caf::actor conversation, queue;
};

} // namespace

TEST_CASE_METHOD(wall, "A mood that falls is on the wall and an alert within one tick") {
  say(1, conversation, "bad");
  tick();
  auto seen = alerts(2);
  REQUIRE(seen.size() == 1);
  CHECK(seen[0]["conversation"] == "c1");
  CHECK(seen[0]["agent"] == "mette");
  CHECK(seen[0]["customer"]["id"] == "u7");
  CHECK(seen[0]["level"] == "very_negative");
  CHECK(seen[0]["since_message"] == 1);
  CHECK(seen[0]["words"] == json::array({"bad"}));
  CHECK(seen[0]["state"] == "raised");
  CHECK(alerts(3) == seen);
  CHECK(alerts(6) == seen); // the agent has one of their own
  CHECK(alerts(5).empty());
  CHECK(alerts(8).empty());

  auto on_wall = [&](std::uint64_t session) {
    json row;
    for (auto& e : events(session))
      if (e["kind"] == "conversation")
        row = e["body"];
    return row;
  };
  CHECK(on_wall(2)["sentiment"]["value"] == -3);
  CHECK_FALSE(on_wall(5).contains("sentiment"));
  CHECK_FALSE(on_wall(8).contains("sentiment")); // an admin is nobody's supervisor
  CHECK(on_wall(8)["agent"] == "mette");

  SECTION("it stands in a supervisor's snapshot, and in nobody else's") {
    CHECK(snapshot(sofia)["alerts"] == json(seen));
    CHECK(snapshot(mette)["alerts"].empty());
    CHECK(snapshot(root)["alerts"].empty());
  }
  SECTION("the same mood raises no second one") {
    say(1, conversation, "bad");
    tick();
    CHECK(alerts(2).size() == 1);
  }
  SECTION("it is cleared when the mood recovers") {
    for (int i = 0; i < 6; ++i)
      say(1, conversation, "good");
    tick();
    CHECK(alerts(2).size() == 2);
    CHECK(alerts(2).back()["state"] == "cleared");
    CHECK(alerts(6).back()["state"] == "cleared");
    CHECK(snapshot(sofia)["alerts"].empty());
  }
  SECTION("the first supervisor to take it has it, the other sees so, the agent does not") {
    tell(2, sofia, conversation, set_alert{"c1", alert_answer::taken});
    tell(3, sanna, conversation, set_alert{"c1", alert_answer::taken});
    tick();
    CHECK(last(3)["type"] == "event"); // after the refusal
    json refusal;
    for (auto& f : frames(3))
      if (f["type"] == "error")
        refusal = f;
    CHECK(refusal["code"] == "conflict");
    CHECK(refusal["message"].get<std::string>().find("sofia") != std::string::npos);
    CHECK(alerts(3).back()["state"] == "taken");
    CHECK(alerts(3).back()["by"] == "sofia");
    CHECK(alerts(6).size() == 1);
    CHECK(snapshot(sanna)["alerts"][0]["state"] == "taken");
  }
  SECTION("without sentiment it is cleared, and says no more about what it was") {
    direct(2, sofia, configure_queue{"support", false, {}, {}, {}});
    tick();
    for (std::uint64_t session : {2, 6}) {
      json end = alerts(session).back();
      CHECK(end["state"] == "cleared");
      CHECK_FALSE(end.contains("level"));
      CHECK_FALSE(end.contains("words"));
    }
    CHECK(snapshot(sofia)["alerts"].empty());
  }
  SECTION("the agent who is no member any more loses it") {
    direct(9, root, change_queue{"support", {}, std::vector<user_id>{"olli"}, {}, {}});
    tick();
    say(1, conversation, "bad");
    tick();
    CHECK(alerts(6).back()["state"] == "cleared");
    CHECK_FALSE(alerts(6).back().contains("level"));
    CHECK(alerts(2).size() == 1);
  }
}

TEST_CASE_METHOD(wall, "Whose conversation it is gets no supervisor's alert of it") {
  const viewer both{"olli", {role::supervisor, role::agent}};
  direct(
      9, root,
      change_queue{
          "support", {}, std::vector<user_id>{"olli"}, std::vector<user_id>{"olli", "sofia"}, {}});
  open(1, "c2");
  run();
  auto c2 = find(1, "conversation/c2");
  tell(1, webchat, c2, assign_conversation{"c2", "olli"});
  follow_stream(7, both, queue);
  say(1, c2, "bad");
  tick();
  CHECK(alerts(2).size() == 1);
  CHECK(alerts(7).empty());
  CHECK(snapshot(both)["alerts"].empty());
  auto places = events(7); // hidden, but numbered
  for (std::size_t i = 1; i < places.size(); ++i)
    CHECK(places[i]["offset"] == places[i - 1]["offset"].get<int>() + 1);
}

TEST_CASE_METHOD(wall, "A storm of alerts becomes one with a count") {
  for (int i = 0; i < 15; ++i) {
    auto id = "s" + std::to_string(i);
    open(1, id);
    run();
    say(1, find(1, "conversation/" + id), "bad");
  }
  tick();
  auto seen = alerts(2);
  REQUIRE(seen.size() == 11);
  CHECK(seen.back()["count"] == 5);
  CHECK(seen.back()["conversations"].size() == 5);
  CHECK(snapshot(sofia)["alerts"].size() == 15);
  auto all = events(2);
  for (std::size_t i = 1; i < all.size(); ++i)
    CHECK(all[i]["offset"] == all[i - 1]["offset"].get<int>() + 1);
}

TEST_CASE_METHOD(wall, "A storm is one person's, over all queues they watch") {
  auto second_queue = [&] {
    direct(9, root,
           create_queue{"sales", "Sales", {}, {"sofia"}, {}, {}, {}, switched_on("sales")});
    run();
    follow_stream(12, sofia, find(12, "queue/sales"));
    run();
  };
  second_queue();
  for (int i = 0; i < 14; ++i) {
    open_conversation o;
    o.conversation = "s" + std::to_string(i);
    o.queue = i % 2 ? "sales" : "support";
    o.customer.id = "u7";
    actors::tell(env().registry, actors::open_new{from(1, webchat), {}, o, at(0)});
    run();
    say(1, find(1, "conversation/" + o.conversation), "bad");
    tick();
  }
  auto support = alerts(2), sales = alerts(12);
  auto singly = [](const std::vector<json>& all) {
    return std::count_if(all.begin(), all.end(), [](auto& a) { return !a.contains("count"); });
  };
  CHECK(singly(support) + singly(sales) == 10);
  CHECK(singly(alerts(3)) == 7); // sanna watches one queue alone
  pass(std::chrono::seconds(1));
  tick();
  CHECK(alerts(12).back()["count"] == 4);
  CHECK(alerts(12).back()["conversations"] == json({"s13", "s12", "s11", "s10"}));
}

TEST_CASE_METHOD(wall, "Who is away hears of no alert, whichever session said so") {
  auto is = [&](std::uint64_t session, const viewer& who, presence p) {
    actors::tell(env().routing, actors::change_presence{from(session, who), {}, {p, {}}, at(0)});
    run();
  };
  auto session = [&](const viewer& who, bool begun) {
    actors::tell(env().routing, actors::session_changed{who.user, begun, false, at(0)});
    run();
  };
  auto another_alert = [&, n = 0]() mutable {
    auto id = "a" + std::to_string(++n);
    open(1, id);
    run();
    say(1, find(1, "conversation/" + id), "bad");
    tick();
  };
  session(sofia, true);
  session(sofia, true);
  follow_stream(12, sofia, queue);
  for (presence p : {presence::away, presence::offline}) {
    is(12, sofia, p);
    CHECK(last(12)["result"]["presence"] == name_of(p));
    auto before = alerts(2).size();
    another_alert();
    CHECK(alerts(2).size() == before);
    CHECK(alerts(12).size() == before);
    CHECK(events(2).back()["offset"] == events(3).back()["offset"]);
  }
  CHECK(alerts(3).size() == 2);

  SECTION("until they say otherwise, and then of what is open besides") {
    is(2, sofia, presence::busy);
    another_alert();
    CHECK(alerts(2).size() == 3);
    CHECK(alerts(12).size() == 3);
  }
  SECTION("or have left: who comes back is taken to look") {
    session(sofia, false);
    session(sofia, false);
    actors::tell(env().routing, actors::tick{at(60)});
    session(sofia, true);
    another_alert();
    CHECK(alerts(2).size() == 3);
  }
  SECTION("and their own stream tells every session") {
    auto desk = find(13, "agent/sofia");
    follow_stream(13, sofia, desk);
    is(12, sofia, presence::available);
    CHECK(last(13)["kind"] == "presence");
    CHECK(last(13)["body"]["presence"] == "available");
  }
}

TEST_CASE_METHOD(wall, "What waits has its place in the queue on the wall") {
  for (std::string id : {"w1", "w2", "w3"})
    open(1, id);
  tick();
  auto place_of = [&](const viewer& who, const std::string& id) {
    json rows = snapshot(who)["conversations"];
    for (auto& row : rows)
      if (row["conversation"] == id)
        return row.value("position", 0);
    return -1;
  };
  CHECK(place_of(sofia, "c1") == 0); // mette has it
  for (const viewer& who : {sofia, mette}) {
    CHECK(place_of(who, "w1") == 1);
    CHECK(place_of(who, "w3") == 3);
  }
  CHECK(events(2).back()["kind"] == "figures");
  tell(1, webchat, find(1, "conversation/w1"), close_conversation{"w1"});
  tick();
  CHECK(place_of(sofia, "w3") == 2);
}

TEST_CASE("A restart raises nothing twice and still knows the words") {
  wall before;
  before.say(1, before.conversation, "bad");
  before.tick();
  auto past = actors::replay(before.log(), {});
  REQUIRE(past);
  deterministic_system after(std::move(*past));
  caf::actor queue = after.find(2, "queue/support");
  after.follow_stream(2, sofia, queue);
  after.tick();
  after.follow_stream(3, sanna, queue);
  after.run();
  CHECK(after.last(3)["state"]["alerts"][0]["words"] == json::array({"bad"}));
  for (auto& e : after.events(2))
    CHECK(e["kind"] != "alert");
  after.say(1, after.find(1, "conversation/c1"), "bad");
  after.tick();
  for (auto& e : after.events(2))
    CHECK(e["kind"] != "alert");
}

TEST_CASE_METHOD(wall, "The wall is read page by page, by those who may follow the queue") {
  for (int i = 0; i < 5; ++i)
    open(1, "p" + std::to_string(i));
  say(1, conversation, "bad");
  tick();
  auto ask = [&](const viewer& who, int limit, std::string after) {
    actors::tell(queue, actors::look_at_wall{from(60, who),
                                             {"support", wall_order::risk, limit, std::move(after)},
                                             at(0)});
    run();
    return last(60);
  };
  json page = ask(sofia, 2, "")["result"];
  CHECK(page["conversations_total"] == 6);
  REQUIRE(page["conversations"].size() == 2);
  CHECK(page["conversations"][0]["conversation"] == "c1");
  CHECK(page["conversations"][0]["sentiment"]["value"] == -3);
  json rest = ask(sofia, 500, page["next"])["result"];
  CHECK(rest["conversations"].size() == 4);
  CHECK(rest["next"].is_null());
  CHECK(ask(mette, 500, "")["result"]["conversations"].size() == 5); // those that wait
  CHECK(ask(stranger, 2, "")["code"] == "not_found");
  CHECK(ask(sofia, 2, "?")["field"] == "/args/after");
}

TEST_CASE_METHOD(wall, "The figures begin anew at the queue's local midnight") {
  auto figures = [&] { return snapshot(sofia)["figures"]; };
  CHECK(figures()["accepted"] == 1);
  open(1, "waits");
  run();
  tick();
  CHECK(figures()["offered"] == 2);
  pass(std::chrono::hours(24));
  tick();
  CHECK(figures()["offered"] == 1); // still waits
  CHECK(figures()["accepted"] == 0);
  CHECK(figures()["backlog"] == 1);
  CHECK(figures()["by_status"]["active"] == 1);
}
