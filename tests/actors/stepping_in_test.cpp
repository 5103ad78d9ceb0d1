// Whisper, join, the notice, access.explain and customer.history: who gets to see what of them.
#include "tests/actors/deterministic_system.hpp"
#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

const viewer root{"root", {role::admin}};

/// mette serves c1; the connector follows it in session 1, sofia in 2, mette in 3, marko in 4.
class served : public deterministic_system {
public:
  served() {
    conversation = office_with_conversation(true);
    direct(9, root, set_team{"north", {"marko"}, {"mette"}, {}});
    run();
    tell(1, webchat, conversation, assign_conversation{"c1", "mette"});
    follow(1, webchat, conversation);
    follow(2, sofia, conversation);
    follow(3, mette, conversation);
    follow(4, marko, conversation);
    run();
  }

  json state(const viewer& who) {
    actors::tell(conversation, actors::to_conversation{
                                   actors::look{from(50, who), actors::look::at::state, at(0)}});
    run();
    return last(50)["result"];
  }

  json access(const viewer& who, protocol::ask_access::about what, std::string id = "c1") {
    actors::tell(conversation, actors::to_conversation{
                                   actors::explain_access{from(51, who), {what, std::move(id)}}});
    run();
    return last(51)["result"];
  }

  json history(const viewer& who, int limit = 10, std::string after = {}) {
    actors::tell(conversation, actors::to_conversation{actors::look_back{
                                   from(52, who), {"c1", limit, std::move(after)}, at(0)}});
    run();
    return last(52);
  }

  caf::actor conversation;
};

using about = protocol::ask_access::about;

} // namespace

TEST_CASE_METHOD(served, "A whisper is seen by the agent and the supervisors, hidden from others") {
  tell(2, sofia, conversation, whisper{"c1", "offer a refund"});
  tell(3, mette, conversation, whisper{"c1", "I will"});
  run();
  for (std::uint64_t session : {2, 3}) {
    auto seen = events(session);
    REQUIRE(seen.size() >= 2);
    CHECK(seen[seen.size() - 2]["body"] == json{{"author", "sofia"}, {"text", "offer a refund"}});
    CHECK(seen.back()["body"] == json{{"author", "mette"}, {"text", "I will"}});
  }
  for (std::uint64_t session : {1, 4}) {
    auto seen = events(session);
    CHECK(seen.back()["kind"] == "hidden");
    CHECK_FALSE(seen.back().contains("body"));
    CHECK(seen.back()["offset"] == events(2).back()["offset"]);
  }
  CHECK(state(mette)["whispers"].size() == 2);
  CHECK(state(sofia)["whispers"][0]["text"] == "offer a refund");
  CHECK_FALSE(state(marko).contains("whispers"));
  CHECK_FALSE(state(webchat).contains("whispers"));
}

TEST_CASE_METHOD(served, "Joining is told to agent and connector, then the supervisor writes") {
  tell(2, sofia, conversation, join_conversation{"c1"});
  say(2, conversation, "I am here to help", sofia);
  run();
  for (std::uint64_t session : {1, 3}) {
    auto seen = events(session);
    REQUIRE(seen.size() >= 2);
    CHECK(seen[seen.size() - 2]["kind"] == "joined");
    CHECK(seen[seen.size() - 2]["body"] == json{{"user", "sofia"}});
    CHECK(seen.back()["body"]["message"]["author"] == json{{"role", "agent"}, {"id", "sofia"}});
  }
  CHECK(state(mette)["joined"] == json::array({"sofia"}));
}

TEST_CASE_METHOD(served, "Watching is silent: no event tells of it") {
  auto before = state(mette);
  auto seen = events(3).size();
  follow(7, sofia, conversation);
  run();
  CHECK(events(3).size() == seen);
  CHECK(state(mette) == before);
}

TEST_CASE_METHOD(served, "Where customers are scored, agent and connector are told so") {
  CHECK(state(webchat)["notice"] == std::string(standard_notice));
  direct(2, sofia, configure_queue{"support", {}, {}, {}, {}, "We listen, to do better."});
  run();
  CHECK(state(webchat)["notice"] == "We listen, to do better.");
  CHECK(state(mette)["notice"] == "We listen, to do better.");
  direct(2, sofia, configure_queue{"support", false, {}, {}, {}});
  run();
  CHECK(state(webchat)["notice"].is_null());
}

TEST_CASE_METHOD(served, "The turning point is shown to those who see sentiment") {
  say(1, conversation, "bad");
  say(3, conversation, "sorry", mette);
  say(1, conversation, "good");
  run();
  json t = state(sofia)["turning_point"];
  CHECK(t["message"] == 1);
  CHECK(t["to"] == -0.8);
  CHECK(t["recovered"] == json{{"message", 3}, {"after_reply", 2}});
  CHECK(state(mette)["turning_point"] == t);
  CHECK_FALSE(state(webchat).contains("turning_point"));
}

TEST_CASE_METHOD(served, "access.explain says why, and who can change it") {
  CHECK(access(mette, about::sentiment) == json{{"allowed", true}, {"reasons", json::array()}});
  CHECK(access(mette, about::conversation)["allowed"] == true);
  CHECK(access(webchat, about::sentiment)["reasons"][0]["code"] == "no_role");

  SECTION("switched off, and by whom it can be switched on") {
    direct(2, sofia, configure_queue{"support", false, {}, {}, {}});
    run();
    json a = access(mette, about::sentiment);
    CHECK(a["allowed"] == false);
    CHECK(a["reasons"][0]["code"] == "feature_off");
    auto who = a["reasons"][0]["who_can_change_it"].get<std::string>();
    CHECK(who.find("sofia") != who.npos);
    CHECK(who.find("administrator") != who.npos);
  }
  SECTION("not a member") {
    direct(9, root, change_queue{"support", {}, std::vector<user_id>{}, {}, {}});
    run();
    CHECK(access(mette, about::sentiment)["reasons"][0]["code"] == "not_member");
  }
  SECTION("other languages are off") {
    say(1, conversation, "da: bad");
    run();
    CHECK(access(sofia, about::sentiment)["reasons"][0]["code"] == "multilingual_off");
  }
  SECTION("the same for what is foreign and what does not exist") {
    const directory_ptr d = out().directory;
    for (about what : {about::conversation, about::sentiment}) {
      auto none = what == about::conversation
                      ? access_to_conversation(stranger, "c1", nullptr, *d)
                      : access_to_sentiment(stranger, "c1", nullptr, {}, *d);
      CHECK(access(stranger, what) == json::parse(protocol::access_result(none)));
      CHECK_FALSE(none.allowed);
    }
    CHECK(access_to_queue(mette, "sales", *d).reasons[0].code == "not_member");
    CHECK(access_to_seller(marko, "nobody", *d).reasons[0].code == "not_member");
    CHECK(access_to_seller(marko, "mette", *d).allowed);
    CHECK(access_to_op(mette, "queue.create").reasons[0].code == "no_role");
  }
}

TEST_CASE_METHOD(served, "The agent reads what the same customer said before, and nothing more") {
  for (std::string id : {"old1", "old2"}) {
    open(1, id);
    run();
    auto c = find(1, "conversation/" + id);
    tell(1, webchat, c, assign_conversation{id, "olli"});
    say(1, c, "bad, I am " + id);
    tell(2, sofia, c, add_note{id, "a regular"});
    tell(2, sofia, c, whisper{id, "careful"});
    tell(1, webchat, c, close_conversation{id});
    run();
  }
  json found = history(mette)["result"];
  REQUIRE(found["conversations"].size() == 2);
  json newest = found["conversations"][0];
  CHECK(newest["conversation"] == "old2");
  CHECK(newest["messages"][0]["text"] == "bad, I am old2");
  CHECK(newest["notes"][0]["text"] == "a regular");
  for (auto hidden : {"whispers", "comments", "sentiment", "turning_point"})
    CHECK_FALSE(newest.contains(hidden));
  CHECK_FALSE(newest["messages"][0].contains("score"));
  CHECK(found["next"].is_null());

  SECTION("page by page") {
    json first = history(mette, 1)["result"];
    CHECK(first["conversations"].size() == 1);
    json second = history(mette, 1, first["next"])["result"];
    CHECK(second["conversations"][0]["conversation"] == "old1");
    CHECK(second["next"].is_null());
  }
  SECTION("never of those who are erased, who all have one name") {
    actors::tell(env().eraser, actors::erase{from(7, root), {}, erase_customer{"u7"}, at(0)});
    run();
    REQUIRE(last(7)["result"]["conversations"] == 3);
    CHECK(history(mette)["result"]["conversations"].empty());
  }
  SECTION("a page that was read before an erasure is read again after it") {
    actors::tell(conversation, actors::to_conversation{
                                   actors::look_back{from(52, mette), {"c1", 10, {}}, at(0)}});
    REQUIRE(step()); // the log was read
    log().remove({"old1", "old2"}, [] {});
    ++env().tallies.erasures;
    run();
    CHECK(last(52)["result"]["conversations"].empty());
  }
  SECTION("only the agent, only in their own queues, only while they serve") {
    CHECK(history(sofia)["code"] == "forbidden");
    CHECK(history(stranger)["code"] == "not_found");
    direct(9, root, change_queue{"support", {}, std::vector<user_id>{}, {}, {}});
    run();
    CHECK(history(mette)["result"]["conversations"].empty());
    tell(1, webchat, conversation, close_conversation{"c1"});
    run();
    CHECK(history(mette)["code"] == "conflict");
  }
}
