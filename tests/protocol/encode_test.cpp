// The server's frames, byte for byte: a change here is a change of the wire.
#include "protocol/encode.hpp"
#include "protocol/json_writer.hpp"
#include "tests/catch.hpp"
#include "tests/domain/story.hpp"

#include <nlohmann/json.hpp>

using namespace earshot;
using namespace earshot::protocol;
using namespace earshot::testing;
using kind = audience::kind;
using nlohmann::json;

namespace {

const audience supervisor{kind::supervisor, true, no_score::none};
const audience blind_agent{kind::agent, false, no_score::feature_off};
const audience connector{kind::connector, false, no_score::none};

} // namespace

TEST_CASE("A customer's message, as its readers get it") {
  told_conversation t;
  t.open();
  t.say(webchat, "this is \"bad\"\n", -0.81);
  const event& e = *t.c.events().back();
  CHECK(conversation_event_frame(t.c, "e1", e, supervisor)
        == R"({"type":"event","stream":"conversation/c1","epoch":"e1","offset":2,)"
           R"("at":"2023-11-14T22:13:22.000Z","kind":"message","body":{"message":{"message":1,)"
           R"("author":{"role":"customer","id":"u7"},"text":"this is \"bad\"\n",)"
           R"("at":"2023-11-14T22:13:22.000Z","language":"en","score":-0.8100},)"
           R"("sentiment":{"level":"very_negative","value":-3,"score":-0.8100,"evidence":1,)"
           R"("profanity":false}}})");
  auto seen = json::parse(conversation_event_frame(t.c, "e1", e, connector));
  CHECK_FALSE(seen["body"].contains("sentiment"));
  CHECK_FALSE(seen["body"]["message"].contains("score"));
  seen = json::parse(conversation_event_frame(t.c, "e1", e, blind_agent));
  CHECK(seen["body"]["sentiment"] == json::parse(R"({"level":null,"reason":"feature_off"})"));
}

TEST_CASE("A note is hidden from the connector, and keeps its offset") {
  told_conversation t;
  t.open();
  t.tell(sofia, add_note{"c1", "vip"});
  const event& e = *t.c.events().back();
  CHECK(conversation_event_frame(t.c, "e1", e, connector)
        == R"({"type":"event","stream":"conversation/c1","epoch":"e1","offset":2,)"
           R"("at":"2023-11-14T22:13:22.000Z","kind":"hidden"})");
  CHECK(json::parse(conversation_event_frame(t.c, "e1", e, supervisor))["body"]["note"]["text"]
        == "vip");
}

TEST_CASE("A policy event says only what has changed for its reader") {
  told_conversation t;
  t.open();
  t.apply(t.c.decide_policy(policy{}, {}));
  const event& e = *t.c.events().back();
  audience blind{kind::supervisor, false, no_score::none};
  CHECK(json::parse(
            conversation_event_frame(t.c, "e", e, blind, {true, no_score::none, true}))["body"]
        == json::object());
  CHECK(json::parse(conversation_event_frame(t.c, "e", e, blind))["kind"] == "hidden");
  CHECK(json::parse(conversation_event_frame(t.c, "e", e, connector))["kind"] == "hidden");
  CHECK(json::parse(conversation_event_frame(
            t.c, "e", e, blind_agent, {true, no_score::none, true}))["body"]["sentiment"]["reason"]
        == "feature_off");
}

TEST_CASE("A snapshot stays under its bound and says what it left out") {
  told_conversation t;
  t.open();
  for (int i = 0; i < 100; ++i)
    t.say(webchat, std::string(8000, 'x'), 0.1);
  std::string text = conversation_snapshot(t.c, "e1", supervisor);
  CHECK(text.size() < 256 * 1024);
  auto state = json::parse(text)["state"];
  auto first = state["messages"].front()["message"].get<int>();
  CHECK(first > 1);
  CHECK(state["messages_before"] == first - 1);
  CHECK(state["messages"].back()["message"] == 100);
}

TEST_CASE("A snapshot with as much as can be of everything stays under its bound") {
  const std::string escaped(2000, '\x01'); // six bytes each on the wire
  told_conversation t;
  t.open();
  t.tell(webchat, assign_conversation{"c1", "mette"});
  std::vector<comment_now> comments;
  for (int i = 0; i < 60; ++i) {
    t.say(webchat, std::string(8000, 'x'), 0.1);
    t.tell(mette, add_note{"c1", escaped});
    t.tell(sofia, whisper{"c1", escaped});
    comments.push_back({{std::to_string(i), "marko", "mette", {}, escaped, true, {}}, at(i)});
  }
  std::string text = conversation_snapshot(t.c, "e1", supervisor, comments);
  CHECK(text.size() < 256 * 1024);
  auto state = json::parse(text)["state"];
  for (auto part : {"messages", "notes", "whispers", "comments"})
    CHECK_FALSE(state[part].empty());
  CHECK(state["comments"].back()["id"] == "59");
  CHECK(state["messages"].back()["message"] == 60);
  CHECK(state["messages_before"] == state["messages"][0]["message"].get<int>() - 1);
}

TEST_CASE("A queue of ten thousand shows those who are here, and how many there are") {
  std::vector<member_state> members;
  for (int i = 0; i < 10'000; ++i)
    members.push_back({"member-" + std::to_string(i), presence::offline, 0, 5});
  members[7777].presence = presence::away;
  queue_board board{milliseconds{20'000}};
  auto text = queue_snapshot({"queue/q", "e1", 1, at(0)}, {}, members, board, {}, {},
                             queue_reader::supervisor);
  CHECK(text.size() < 256 * 1024);
  auto state = json::parse(text)["state"];
  CHECK(state["members_total"] == 10'000);
  CHECK(state["members"].size() == members_shown_max);
  CHECK(state["members"][0]["user"] == "member-7777");
  auto event = queue_members_event({"queue/q", "e1", 2, at(0)}, "members", members);
  CHECK(event.size() < 256 * 1024);
  CHECK(json::parse(event)["body"]["members_total"] == 10'000);
}

TEST_CASE("Errors and answers") {
  CHECK(
      failed("7", {errc::conflict, "no", "/args/x"})
      == R"({"type":"error","id":"7","code":"conflict","message":"no","retry":false,"field":"/args/x"})");
  CHECK(ok("7", message_result(3, 9), true)
        == R"({"type":"ok","id":"7","result":{"message":3,"offset":9},"duplicate":true})");
  CHECK(gap("queue/q", 4) == R"({"type":"gap","stream":"queue/q","head":4})");
}

TEST_CASE("Text is escaped so that any JSON reader gives it back") {
  std::string all;
  for (int c = 1; c < 128; ++c)
    all += static_cast<char>(c);
  all += "\xC3\xA6\xF0\x9F\x98\x80";
  std::string out;
  json_writer(out).text(all);
  CHECK(json::parse(out) == all);
}

TEST_CASE("Decimals are rounded and never lose their sign") {
  for (double x : {0.0, 1.0, -1.0, 0.00005, -0.12344, 0.99999, -0.5}) {
    std::string out;
    json_writer(out).decimal(x);
    CAPTURE(out);
    CHECK(std::stod(out) == Approx(x).margin(5.1e-5));
  }
}
