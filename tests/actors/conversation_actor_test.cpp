#include "tests/actors/deterministic_system.hpp"
#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::testing;

TEST_CASE_METHOD(deterministic_system,
                 "A conversation publishes its mood after every customer message") {
  caf::actor c = office_with_conversation(true);
  follow(2, sofia, c);
  run();
  REQUIRE(frames(2).size() == 2);
  CHECK(frames(2)[0]["type"] == "ok");
  CHECK(frames(2)[1]["state"]["sentiment"]["evidence"] == 0);

  SECTION("a message of the customer moves it") {
    say(1, c, "bad");
    run();
    CHECK(last(2)["body"]["sentiment"]["value"] == -3);
    CHECK(last(2)["offset"] == 2);
  }
  SECTION("a message of the agent changes nothing") {
    say(1, c, "bad");
    tell(1, webchat, c, assign_conversation{"c1", "mette"});
    say(3, c, "good", mette);
    run();
    CHECK(last(2)["body"]["sentiment"]["value"] == -3);
    CHECK_FALSE(last(2)["body"]["message"].contains("score"));
  }
}

TEST_CASE_METHOD(deterministic_system, "Nothing is delivered before the position it rests on") {
  caf::actor c = office_with_conversation(true);
  follow(2, sofia, c);
  for (int i = 0; i < 5; ++i)
    say(1, c, "good");
  run();
  auto& positions = out().positions[2];
  CHECK(std::is_sorted(positions.begin(), positions.end()));
  CHECK(positions.back() == log().committed());
}

TEST_CASE_METHOD(deterministic_system, "A key makes a command once, per user") {
  caf::actor c = office_with_conversation(true);
  add_message m;
  m.conversation = "c1";
  m.text = "good";
  tell(1, webchat, c, m, "k", 5);
  run();
  json first = last(1);
  tell(1, webchat, c, m, "k", 5);
  run();
  CHECK(last(1)["result"] == first["result"]);
  CHECK(last(1)["duplicate"] == true);
  tell(1, webchat, c, m, "k", 6);
  run();
  CHECK(last(1)["code"] == "conflict");
  SECTION("a refused command does not use it up") {
    tell(1, webchat, c, escalate_conversation{"c1"}, "k2");
    run();
    CHECK(last(1)["code"] == "conflict");
    tell(1, webchat, c, close_conversation{"c1"}, "k2", 9);
    run();
    CHECK(last(1)["type"] == "ok");
  }
  SECTION("it is found before the state is looked at") {
    tell(1, webchat, c, close_conversation{"c1"});
    tell(1, webchat, c, m, "k", 5);
    run();
    CHECK(last(1)["result"] == first["result"]);
  }
}

TEST_CASE_METHOD(deterministic_system, "Switching off is answered when every conversation has it") {
  caf::actor c = office_with_conversation(true);
  follow(2, sofia, c);
  say(1, c, "bad");
  run();
  direct(2, sofia, configure_queue{"support", false, {}, {}, {}});
  run();
  REQUIRE(frames(2).size() >= 2);
  auto event = frames(2)[frames(2).size() - 2], answer = frames(2).back();
  CHECK(event["kind"] == "sentiment");
  CHECK(event["body"] == json::object());
  CHECK(answer["type"] == "ok");
  CHECK(answer["result"]["version"] == 2);
  say(1, c, "bad");
  run();
  CHECK_FALSE(last(2)["body"].contains("sentiment"));
  direct(2, sofia, configure_queue{"support", true, {}, {}, {}});
  run();
  event = frames(2)[frames(2).size() - 2];
  CHECK(event["body"]["sentiment"]["evidence"] == 2);
}

TEST_CASE_METHOD(deterministic_system, "Danish is scored only where multilingual is on") {
  caf::actor c = office_with_conversation(true);
  follow(2, sofia, c);
  say(1, c, "da: bad");
  run();
  CHECK(last(2)["body"]["sentiment"]["reason"] == "multilingual_off");
  CHECK(last(2)["body"]["message"]["unscored"] == "multilingual_off");
  direct(9, {"root", {role::admin}}, configure_queue{"support", {}, true, {}, {}});
  run();
  CHECK(last(2)["body"]["sentiment"]["value"] == -3);
}

TEST_CASE_METHOD(deterministic_system, "Who loses the right loses the stream") {
  caf::actor c = office_with_conversation(true);
  follow(2, sofia, c);
  run();
  direct(9, {"root", {role::admin}}, change_queue{"support", {}, {}, std::vector<user_id>{}, {}});
  run();
  CHECK(last(2)["type"] == "revoked");
  auto before = frames(2).size();
  say(1, c, "bad");
  run();
  CHECK(frames(2).size() == before);
}

TEST_CASE_METHOD(deterministic_system, "A resumed reader gets what was missed, or a gap") {
  caf::actor c = office_with_conversation(true);
  for (int i = 0; i < 4; ++i)
    say(1, c, "good");
  run();
  follow(2, sofia, c, protocol::resume_after{"e1", 2});
  say(1, c, "bad");
  run();
  auto got = events(2);
  REQUIRE(got.size() == 4);
  for (std::size_t i = 0; i < got.size(); ++i)
    CHECK(got[i]["offset"] == 3 + i);
  follow(3, sofia, c, protocol::resume_after{"other", 2});
  run();
  CHECK(last(3)["type"] == "gap");
  follow(4, sofia, c, protocol::resume_after{"e1", 99});
  run();
  CHECK(last(4)["type"] == "gap");
}

TEST_CASE_METHOD(deterministic_system, "What has no words takes no slot while the feature is off") {
  caf::actor c = office_with_conversation(false);
  auto switch_on = [&] {
    direct(9, {"root", {role::admin}}, configure_queue{"support", true, {}, {}, {}});
    run();
    follow(2, sofia, c);
    run();
    return last(2)["state"]["sentiment"];
  };
  SECTION("alone it leaves the conversation neutral") {
    say(1, c, "[noise]");
    run();
    json mood = switch_on();
    CHECK(mood["level"] == "neutral");
    CHECK(mood["evidence"] == 0);
  }
  SECTION("and it pushes nothing out of the window") {
    for (int i = 0; i < 6; ++i) {
      say(1, c, "bad");
      say(1, c, "[noise]");
    }
    run();
    CHECK(switch_on()["evidence"] == 6);
  }
}
