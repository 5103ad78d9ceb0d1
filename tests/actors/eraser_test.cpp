#include "actors/replay.hpp"
#include "domain/erasure.hpp"
#include "tests/actors/deterministic_system.hpp"
#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

const viewer root{"root", {role::admin}};
const std::string canary = "canary-71d0";

class office_of_canary : public deterministic_system {
public:
  using deterministic_system::deterministic_system;

  caf::actor with_conversation() {
    auto c = office_with_conversation(true);
    say(1, c, canary + " bad");
    tell(1, webchat, c, assign_conversation{"c1", "mette"});
    say(2, c, "dear " + canary, mette);
    tell(2, mette, c, add_note{"c1", canary});
    run();
    return c;
  }

  void erase(erase_command what, std::string key = {}) {
    actors::tell(env().eraser,
                 actors::erase{from(7, root), {std::move(key), 5}, std::move(what), at(50)});
    run();
  }

  bool log_holds_canary() {
    bool found = false;
    log()
        .scan([&](auto, auto, event_ptr e) -> result<void> {
          if (auto* m = std::get_if<conversation_event>(&e->what); m && without_content(*e))
            found = true;
          return {};
        })
        .value();
    return found;
  }
};

} // namespace

TEST_CASE_METHOD(office_of_canary, "An erased conversation goes on without its content") {
  auto c = with_conversation();
  follow(3, sofia, c);
  tick();
  erase(erase_conversation{"c1"});
  tick();

  CHECK(last(7)["result"]["conversations"] == 1);
  CHECK_FALSE(log_holds_canary());

  SECTION("its readers are told which messages") {
    auto seen = events(3).back();
    CHECK(seen["kind"] == "erased");
    CHECK(seen["body"]["messages"] == json{1, 2});
  }
  SECTION("a snapshot and what is missed hold no text, but say so") {
    follow(4, sofia, c);
    follow(5, mette, c, protocol::resume_after{env().epoch, 0});
    run();
    for (auto reader : {4, 5})
      for (auto& f : frames(static_cast<std::uint64_t>(reader)))
        CHECK(f.dump().find(canary) == std::string::npos);
    auto state = last(4)["state"];
    CHECK(state["messages"].size() == 2);
    CHECK(state["messages"][0]["text"] == "");
    CHECK(state["messages"][0]["erased"] == true);
    CHECK(state["messages"][0]["score"] == -0.8);
    CHECK(state["customer"]["id"] == "erased");
  }
  SECTION("and can still be explained, without words") {
    actors::tell(c, actors::to_conversation{
                        actors::look{from(3, sofia), actors::look::at::explanation, at(60)}});
    run();
    CHECK(last(3)["result"]["messages"][0]["words"].empty());
    CHECK(last(3)["result"]["messages"][0]["base"] == -0.8);
  }
  SECTION("new messages are not erased") {
    say(1, c, "again");
    follow(4, sofia, c);
    run();
    CHECK(last(4)["state"]["messages"][2]["text"] == "again");
    CHECK_FALSE(last(4)["state"]["messages"][2].contains("erased"));
  }
}

TEST_CASE_METHOD(office_of_canary, "A customer's conversations are erased, open and closed") {
  with_conversation();
  open(1, "c2");
  run();
  auto c2 = find(1, "conversation/c2");
  tell(1, webchat, c2, close_conversation{"c2"});
  run();
  c2 = {};
  erase(erase_customer{"u7"}, "k");
  CHECK(last(7)["result"]["conversations"] == 2);
  CHECK_FALSE(log_holds_canary());

  SECTION("the same key gives the same answer") {
    erase(erase_customer{"u7"}, "k");
    CHECK(last(7)["duplicate"] == true);
    CHECK(last(7)["result"]["conversations"] == 2);
  }
  SECTION("nothing is known of the customer any more") {
    erase(erase_customer{"u7"});
    CHECK(last(7)["code"] == "not_found");
  }
  SECTION("the audit log says so without naming the customer") {
    auto noted = log().noted().back();
    CHECK(noted.what == act::erase);
    CHECK(noted.on.starts_with("customer/"));
    CHECK(noted.on.find("u7") == std::string::npos);
  }
}

TEST_CASE_METHOD(office_of_canary, "Those who are erased are no customer of anybody's") {
  with_conversation();
  erase(erase_customer{"u7"});
  erase(erase_customer{std::string(erased_customer)});
  CHECK(last(7)["code"] == "not_found");
}

TEST_CASE_METHOD(office_of_canary, "An open alert goes on without its words") {
  auto c = with_conversation();
  say(1, c, "still bad");
  tick();
  auto queue = find(2, "queue/support");
  auto words = [&] {
    follow_stream(2, sofia, queue);
    run();
    return last(2)["state"]["alerts"][0]["words"];
  };
  REQUIRE(words() == json::array({"bad"}));
  erase(erase_conversation{"c1"});
  CHECK(words().empty());
  tick();
  CHECK(words().empty());
  say(1, c, "good");
  tick();
  CHECK(words().empty());
}

TEST_CASE_METHOD(office_of_canary, "A crash before the row was kept leaves no customer behind") {
  auto c = with_conversation();
  tell(1, webchat, c, close_conversation{"c1"});
  run();
  auto ordered = std::make_shared<event>();
  ordered->offset = 1;
  ordered->what = erasure_event{erasure_ordered{"root", "conversation/c1", {"c1"}}};
  log().append(store::erasure_subject, ordered);
  std::uint64_t offset = 0;
  log().load("c1", [&](auto events) { offset = events.size(); });
  auto tombstone = std::make_shared<event>();
  tombstone->offset = offset + 1;
  tombstone->what = conversation_event{content_erased{"root", 1, 1, 2}};
  log().append("c1", tombstone);

  auto rows_of = [this](const customer_id& customer) {
    std::size_t found = 0;
    log().rows({.customer = customer}, [&](auto rows) { found = rows.size(); });
    return found;
  };
  REQUIRE(rows_of("u7") == 1);
  c = {};
  begin_again(*actors::replay(log(), {}));
  CHECK(rows_of("u7") == 0);
  CHECK(rows_of(std::string(erased_customer)) == 1);
}

TEST_CASE_METHOD(office_of_canary, "An order for what was removed since is over") {
  with_conversation();
  erase(erase_conversation{"c1"});
  log().remove({"c1"}, [] {});
  auto past = actors::replay(log(), {});
  REQUIRE(past);
  CHECK(past->erasures.unfinished.empty());
}

TEST_CASE_METHOD(office_of_canary, "What was interrupted is finished at the next start") {
  with_conversation();
  auto ordered = std::make_shared<event>();
  ordered->offset = 1;
  ordered->at = at(50);
  ordered->what = erasure_event{erasure_ordered{"root", "conversation/c1", {"c1"}}};
  ordered->key = std::make_unique<const key_use>(key_use{"root", "k", 5});
  log().append(store::erasure_subject, ordered);

  auto restart = [this] {
    auto past = actors::replay(log(), {});
    REQUIRE(past);
    return *std::move(past);
  };
  SECTION("before the conversation knew of it") {}
  SECTION("after the conversation's own event, before the log was written over") {
    std::uint64_t offset = 0;
    log().load("c1", [&](auto events) { offset = events.size(); });
    auto tombstone = std::make_shared<event>();
    tombstone->offset = offset + 1;
    tombstone->at = at(50);
    tombstone->what = conversation_event{content_erased{"root", 1, 1, 2}};
    log().append("c1", tombstone);
  }
  auto past = restart();
  REQUIRE(past.erasures.unfinished.size() == 1);
  int before = erasures_finished();
  begin_again(std::move(past));
  CHECK_FALSE(log_holds_canary());
  CHECK(erasures_finished() == before + 1);
  CHECK(restart().erasures.unfinished.empty());
  erase(erase_conversation{"c1"}, "k"); // the client that got no answer asks again
  CHECK(last(7)["duplicate"] == true);
}
