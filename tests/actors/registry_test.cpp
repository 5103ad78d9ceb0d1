#include "actors/replay.hpp"
#include "tests/actors/deterministic_system.hpp"
#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {
const viewer root{"root", {role::admin}};
}

TEST_CASE_METHOD(deterministic_system, "A conversation is opened once") {
  office_with_conversation(false);
  open(1, "c1");
  run();
  CHECK(last(1)["code"] == "already_exists");
  open(1, "c2", "k");
  run();
  CHECK(last(1)["type"] == "ok");
  open(1, "c2", "k");
  run();
  CHECK(last(1)["duplicate"] == true);
}

TEST_CASE_METHOD(deterministic_system, "Two opens at the same moment make one conversation") {
  office_with_conversation(false);
  frames(1).clear();
  open(1, "c9");
  open(1, "c9");
  run();
  REQUIRE(frames(1).size() == 2);
  CHECK(frames(1)[0]["type"] == "ok");
  CHECK(frames(1)[1]["code"] == "already_exists");
}

TEST_CASE_METHOD(deterministic_system, "A command that overtakes the opening waits for it") {
  office_with_conversation(false);
  frames(1).clear();
  open(1, "c2");
  actors::tell(env().registry,
               actors::find{{0, 1}, *protocol::stream_name::parse("conversation/c2")});
  auto& route = out().routes[{1, "conversation/c2"}];
  while (!route)
    REQUIRE(step());
  add_message m;
  m.conversation = "c2";
  m.text = "hello";
  tell(1, webchat, route, m);
  scheduler().run_once_lifo(); // the conversation, before its queue has passed the opening on
  CHECK(frames(1).empty());
  run();
  REQUIRE(frames(1).size() == 2);
  CHECK(frames(1)[0]["result"]["offset"] == 1);
  CHECK(frames(1)[1]["result"]["message"] == 1);
}

TEST_CASE_METHOD(deterministic_system, "A queue that is not there is named") {
  open(1, "c1");
  run();
  CHECK(last(1)["code"] == "not_found");
  CHECK(last(1)["field"] == "/args/queue");
}

TEST_CASE_METHOD(deterministic_system,
                 "A closed conversation leaves memory and comes back from the log") {
  caf::actor c = office_with_conversation(true);
  say(1, c, "bad");
  tell(1, webchat, c, close_conversation{"c1"});
  tick();
  caf::weak_actor_ptr weak = caf::actor_cast<caf::weak_actor_ptr>(c);
  c = {};
  out().routes.clear();
  run();
  CHECK_FALSE(weak.lock());
  caf::actor again = find(1, "conversation/c1");
  REQUIRE(again);
  follow(2, sofia, again);
  run();
  CHECK(last(2)["state"]["status"] == "closed");
  CHECK(last(2)["state"]["messages"][0]["text"] == "bad");
  CHECK(last(2)["offset"] == 3);
}

TEST_CASE_METHOD(deterministic_system, "The wall shows one row per change and tick") {
  caf::actor c = office_with_conversation(true);
  caf::actor queue = find(2, "queue/support");
  follow_stream(2, sofia, queue);
  follow_stream(3, mette, queue);
  run();
  for (int i = 0; i < 5; ++i)
    say(1, c, "bad");
  tick();
  std::size_t rows = 0, offset = frames(2)[1]["offset"];
  for (auto& e : events(2)) {
    CHECK(e["offset"] == ++offset);
    if (e["kind"] == "conversation") {
      ++rows;
      CHECK(e["body"]["sentiment"]["evidence"] == 5);
    }
  }
  CHECK(rows == 1);
  for (auto& e : events(3)) {
    CHECK(e.dump().find("sentiment") == std::string::npos);
    CHECK(e.dump().find("by_level") == std::string::npos);
  }
  frames(2).clear();
  tick();
  CHECK(frames(2).empty());
}

TEST_CASE_METHOD(deterministic_system, "The desk is told at once what has been assigned") {
  caf::actor c = office_with_conversation(true);
  caf::actor desk = find(3, "agent/mette");
  follow_stream(3, mette, desk);
  tell(1, webchat, c, assign_conversation{"c1", "mette"});
  run();
  auto told = [this] {
    std::vector<json> found;
    for (auto& e : events(3))
      if (e["kind"] == "assigned")
        found.push_back(e["body"]);
    return found;
  };
  CHECK(told() == std::vector<json>{{{"conversation", "c1"}}});
  tick();
  CHECK(told().size() == 1);
}

TEST_CASE_METHOD(deterministic_system, "Who may configure a queue") {
  office_with_conversation(false);
  direct(2, sofia, configure_queue{"support", true, {}, {}, {}});
  run();
  CHECK(last(2)["result"]["sentiment"] == true);
  CHECK(last(2)["result"]["changed_by"] == "sofia");
  direct(2, sofia, configure_queue{"support", {}, true, {}, {}});
  run();
  CHECK(last(2)["code"] == "forbidden");
  direct(4, stranger, configure_queue{"support", true, {}, {}, {}});
  run();
  CHECK(last(4)["code"] == "not_found");
  direct(9, root, create_queue{"support", "", {}, {}, {}});
  run();
  CHECK(last(9)["code"] == "already_exists");
}

TEST_CASE("A replay of the log brings back queues, policies, keys and open conversations") {
  deterministic_system before;
  caf::actor c = before.office_with_conversation(true);
  before.say(1, c, "bad");
  before.open(1, "c2");
  before.run();
  caf::actor c2 = before.find(1, "conversation/c2");
  before.tell(1, webchat, c2, close_conversation{"c2"});
  before.direct(9, root, create_queue{"sales", "Sales", {}, {"sofia"}, {}}, "key");
  before.run();

  auto past = actors::replay(before.log(), {});
  REQUIRE(past);
  CHECK(past->open.size() == 1);
  CHECK(past->closed.size() == 1);
  deterministic_system after(std::move(*past));
  caf::actor again = after.find(1, "conversation/c1");
  REQUIRE(again);
  after.follow(2, sofia, again);
  after.run();
  CHECK(after.last(2)["state"]["sentiment"]["value"] == -3);
  CHECK(after.last(2)["offset"] == 2);
  after.direct(9, root, create_queue{"sales", "Sales", {}, {"sofia"}, {}}, "key");
  after.run();
  CHECK(after.last(9)["duplicate"] == true);
  caf::actor queue = after.find(2, "queue/support");
  after.follow_stream(2, sofia, queue);
  after.run();
  CHECK(after.last(2)["state"]["conversations_total"] == 1);
  CHECK(after.last(2)["state"]["policy"]["sentiment"] == true);
}

TEST_CASE_METHOD(deterministic_system, "What is told from the directory rests on it") {
  office_with_conversation(false);
  caf::actor queue = find(3, "queue/support"), seller = find(3, "seller/mette");
  caf::actor c = find(1, "conversation/c1");
  direct(9, root, change_queue{"support", {}, {}, std::vector<user_id>{"sofia", "sanna"}, {}});
  run();
  CHECK(out().positions[9].back() == log().committed());
  CHECK(out().directory->position() == log().committed());
  direct(9, root, set_team{"north", {"marko"}, {"mette"}, {}});
  run();
  auto defined = log().committed();
  follow_stream(2, {"sanna", {role::supervisor}}, queue);
  follow_stream(4, marko, seller);
  run();
  CHECK(out().positions[2].back() == defined - 1);
  CHECK(out().positions[4].back() == defined);
  actors::tell(c, actors::to_conversation{actors::explain_access{
                      from(5, marko), {protocol::ask_access::about::conversation, "c1"}}});
  actors::tell(env().registry, actors::ask_overview{from(6, marko), {"north", {}, {}, {}}, at(0)});
  run();
  CHECK(out().positions[5].back() == defined);
  CHECK(out().positions[6].back() == defined);
}

TEST_CASE_METHOD(deterministic_system, "A change wakes nobody who does not look at it") {
  office_with_conversation(false);
  direct(9, root, create_queue{"sales", "Sales", {"per"}, {"sofia"}, {}});
  find(3, "queue/support");
  find(3, "seller/mette");
  run();
  auto woken = [this](queue_command c) { // the registry among them
    direct(9, root, std::move(c));
    std::size_t messages = 0;
    while (step())
      ++messages;
    REQUIRE(last(9)["type"] == "ok");
    return messages;
  };
  CHECK(woken(set_user{"mette", "Mette", "mette@example.com", {}}) == 1);
  CHECK(woken(set_team{"north", {"marko"}, {"mette"}, {}}) == 3); // the seller, the conversation
  CHECK(woken(change_queue{"sales", "Sales!", {}, {}, {}}) == 5); // routing and that queue besides
}

TEST_CASE_METHOD(deterministic_system, "A row that a hand-over has overtaken is dropped") {
  const viewer mette{"mette", {role::agent}};
  auto c = office_with_conversation(false);
  tell(1, webchat, c, assign_conversation{"c1", "mette"});
  tick();
  say(1, c, "hello");
  run();
  for (auto& changed : std::exchange(out().changed, {}))
    actors::tell(changed, actors::to_conversation{actors::report{}});
  run();
  auto older = std::exchange(out().rows, {});
  REQUIRE(older.size() == 1);
  REQUIRE(older.front()->agent == "mette");
  follow_stream(5, mette, find(5, "agent/mette"));
  auto newer = std::make_shared<conversation_row>(*older.front());
  newer->agent = "per";
  ++newer->position;
  actors::tell(env().registry, actors::assigned_to{newer, "mette", at(0)});
  run();
  frames(5).clear();
  actors::tell(env().registry, actors::rows{older});
  run();
  CHECK(events(5).empty());
  follow_stream(6, mette, find(6, "agent/mette"));
  run();
  CHECK(last(6)["state"]["conversations"].empty());
}
