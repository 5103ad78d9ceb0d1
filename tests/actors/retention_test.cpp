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

TEST_CASE_METHOD(keeping_two_days, "A tick removes a bounded number") {
  for (int n = 0; n < 250; ++n)
    closed("c" + std::to_string(n), "support", n / 50); // many at the same second
  tick_at(3 * day);
  CHECK(env().tallies.purged == 100);
  for (int n = 1; n < 6; ++n)
    tick_at(3 * day + n);
  CHECK(env().tallies.purged == 250);
}
