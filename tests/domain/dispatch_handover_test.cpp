// Offers when conversations change hands: over a restart, and from one queue to another.
#include "tests/catch.hpp"
#include "tests/domain/service_floor.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

const viewer ann{"ann", {role::agent}};

} // namespace

TEST_CASE("After a restart whoever served has the grace time to come back") {
  service_floor f = with_ann_and_bob();
  f.open("1", "a");
  f.settle();
  f.accept("ann", "1");
  f.settle();
  f.now_ms += 3'600'000; // it was down for an hour
  f.restart();
  f.arrive("bob");
  auto is_lost = [&] {
    auto* h = f.talk("1").handing_over();
    return h && h->lost_at;
  };
  for (int i = 0; i < 100; ++i) {
    f.pass(250);
    f.settle();
    CHECK_FALSE(is_lost());
    CHECK(f.asked("1").empty());
  }
  SECTION("who does keeps everything") {
    f.back("ann");
    f.pass(60'000);
    f.settle();
    CHECK_FALSE(is_lost());
  }
  SECTION("who does not is taken for lost when it is over") {
    f.pass(6'000);
    f.settle();
    CHECK(is_lost());
    CHECK(f.asked("1") == "bob");
  }
}

TEST_CASE("What is on its way to another queue is not for members of the old one") {
  service_floor f = with_ann_and_bob();
  f.arrive("cid", {}, presence::busy);
  f.set("ann", presence::busy);
  f.open("1", "b");
  f.settle();
  f.accept("bob", "1");
  f.settle();
  CHECK_FALSE(f.tell({"bob", {role::agent}}, "1", transfer_conversation{"1", "a", {}}));
  f.settle();
  CHECK(f.tell({"cid", {role::agent}}, "1", take_conversation{"1"}) == errc::not_found);
  CHECK_FALSE(f.tell(ann, "1", take_conversation{"1"}));
  CHECK(f.talk("1").queue() == "a");
}

TEST_CASE("After a restart whoever was asked by name has the grace time to come back") {
  service_floor f = with_ann_and_bob();
  f.open("1", "a");
  f.settle();
  f.accept("ann", "1");
  f.settle();
  CHECK_FALSE(f.tell(ann, "1", transfer_conversation{"1", {}, "bob"}));
  f.restart(); // before bob was asked
  f.pass(0);   // the grace time begins with the first tick
  auto is_wanted = [&] {
    auto* h = f.talk("1").handing_over();
    return h && h->transfers_to_agent();
  };
  f.back("ann");
  f.pass(29'000);
  f.settle();
  CHECK(is_wanted());
  SECTION("and is asked then") {
    f.back("bob");
    f.settle();
    CHECK(f.asked("1") == "bob");
  }
  SECTION("who does not is out of reach when it is over") {
    f.pass(2'000);
    f.settle();
    CHECK_FALSE(is_wanted());
  }
}
