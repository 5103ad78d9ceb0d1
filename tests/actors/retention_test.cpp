#include "actors/seller_messages.hpp"
#include "tests/actors/deterministic_system.hpp"
#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

constexpr std::int64_t day = 24 * 3600;

class keeping_two_days : public deterministic_system {
public:
  keeping_two_days() : deterministic_system({}, {2, {{"sales", 0}}}) {
    direct(9, {"root", {role::admin}}, create_queue{"support", "", {}, {}, {}});
    direct(9, {"root", {role::admin}}, create_queue{"sales", "", {}, {}, {}});
    run();
  }

  void closed(const std::string& id, const std::string& queue, std::int64_t second) {
    open_conversation o;
    o.conversation = id;
    o.queue = queue;
    o.customer.id = "u7";
    o.at = at(second);
    actors::tell(env().registry, actors::open_new{from(1, webchat), {}, o, at(second)});
    auto c = find(1, "conversation/" + id);
    tell(1, webchat, c, close_conversation{id, outcome::none, at(second)});
    out().routes.clear();
    c = {};
    tick(); // its queue lets go of it, too
  }

  static queue_command team_defined_as(std::string team, std::vector<user_id> managers,
                                       std::vector<user_id> sellers) {
    return set_team{std::move(team), std::move(managers), std::move(sellers), {}};
  }

  /// A conversation with a word of each side.
  void sold(const std::string& id, std::int64_t second) {
    open_conversation o;
    o.conversation = id;
    o.queue = "support";
    o.customer.id = "u7";
    o.at = at(second);
    actors::tell(env().registry, actors::open_new{from(1, webchat), {}, o, at(second)});
    auto c = find(1, "conversation/" + id);
    tell(1, webchat, c, assign_conversation{id, "mette"});
    for (auto role : {author_role::customer, author_role::agent}) {
      add_message m;
      m.conversation = id;
      m.text = "good";
      m.by = author{role, {}};
      m.at = at(second);
      tell(1, webchat, c, m);
    }
    tell(1, webchat, c, close_conversation{id, outcome::won, at(second)});
    out().routes.clear();
    c = {};
    tick();
  }

  /// Of the last 30 days, without the times at which they were asked for.
  json insights_of_mette(std::int64_t second) {
    auto seller = find(5, "seller/mette");
    protocol::seller_query q{"mette", {}, protocol::ask_insights{}};
    actors::tell(seller, actors::ask_seller{from(5, marko), q, at(second)});
    run();
    return last(5)["result"];
  }

  void tick_at(std::int64_t second) {
    actors::tell(env().registry, actors::tick{at(second)});
    run();
  }

  bool there(const std::string& id) {
    bool found = false;
    log().load(id, [&](auto events) { found = !events.empty(); });
    return found;
  }
};

} // namespace

TEST_CASE_METHOD(keeping_two_days, "Closed conversations go when their time is up") {
  closed("old", "support", 0);
  closed("young", "support", day);
  closed("sold", "sales", 0);

  SECTION("and not before") {
    tick_at(2 * day - 1);
    CHECK(there("old"));
  }
  SECTION("of the queues that do not keep them, by their last message") {
    tick_at(2 * day + 1);
    CHECK_FALSE(there("old"));
    CHECK(there("young"));
    CHECK(there("sold"));
    auto noted = log().noted().back();
    CHECK(noted.what == act::purge);
    CHECK(noted.on == "queue/support");
    CHECK(noted.detail == "1 conversations after 2 days");
    CHECK(env().tallies.purged == 1);
  }
  SECTION("but not while somebody reads them") {
    auto reader = find(1, "conversation/old");
    tick_at(2 * day + 1);
    CHECK(there("old"));
    reader = {};
    out().routes.clear();
    tick_at(2 * day + 62);
    CHECK_FALSE(there("old"));
  }
  SECTION("and can then be opened anew") {
    tick_at(2 * day + 1);
    closed("old", "support", 2 * day + 2);
    CHECK(there("old"));
  }
}

TEST_CASE_METHOD(keeping_two_days, "A seller's figures lose what is purged, as a restart would") {
  direct(9, {"root", {role::admin}}, team_defined_as("north", {"marko"}, {"mette"}));
  for (auto [id, second] : {std::pair{"old", std::int64_t{0}}, std::pair{"young", day}})
    sold(id, second);
  REQUIRE(insights_of_mette(day + 10)["conversations"] == 2);
  tick_at(2 * day + 1);
  tick_at(2 * day + 2);
  CHECK_FALSE(there("old"));
  auto live = insights_of_mette(2 * day + 10);
  CHECK(live["conversations"] == 1);
  auto past = actors::replay(log(), {});
  REQUIRE(past);
  begin_again(std::move(*past));
  CHECK(insights_of_mette(2 * day + 10) == live);
}

TEST_CASE_METHOD(keeping_two_days, "A tick removes a bounded number") {
  for (int n = 0; n < 250; ++n)
    closed("c" + std::to_string(n), "support", n / 50); // many at the same second
  tick_at(3 * day);
  CHECK(env().tallies.purged == 100);
  for (int n = 1; n < 6; ++n)
    tick_at(3 * day + n);
  CHECK(env().tallies.purged == 250);
}
