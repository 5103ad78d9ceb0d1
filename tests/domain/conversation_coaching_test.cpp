#include "tests/catch.hpp"
#include "tests/domain/story.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

told_conversation served_by_mette_then_per() {
  told_conversation t;
  t.d = t.d->with(queue_defined{"support", "Support", {"mette", "per"}, {"sofia"}, {english}});
  t.d = t.d->with(queue_defined{"sales", "Sales", {"per"}, {}, {english}});
  t.open();
  t.tell(webchat, assign_conversation{"c1", "mette"});
  t.say(webchat, "hello");
  t.tell(webchat, transfer_conversation{"c1", {}, "per"});
  return t;
}

} // namespace

TEST_CASE("What is said while nobody has it counts for whoever had it last, live and afterwards") {
  auto t = served_by_mette_then_per();
  t.tell(webchat, transfer_conversation{"c1", "sales", {}}); // Per has not said a word
  REQUIRE(t.c.agent().empty());
  t.say(webchat, "is anybody there?");
  auto parts = t.c.parts();
  REQUIRE(parts.size() == 2);
  CHECK(parts[1].seller == "per");
  CHECK(parts[1].figures.customer_turns == 1);
  CHECK(t.c.kpis_of({"per"}) == parts[1].figures);
  CHECK(t.c.seller_of(2) == "per");
  CHECK(t.c.newest_seller() == "per");
}

TEST_CASE("An example is one until its time is up or it is taken back") {
  told_conversation t;
  t.d = t.d->with(team_defined{"north", {"marko"}, {"mette", "otto", "per"}});
  t.open();
  t.tell(webchat, assign_conversation{"c1", "mette"});
  t.tell(marko, share_conversation{"c1", {"otto", "per"}, at(100)});
  CHECK(t.c.guests(at(99)) == std::vector<user_id>{"otto", "per"});
  CHECK(t.c.guests(at(100)).empty());

  SECTION("shared anew it has a new end") {
    t.tell(marko, share_conversation{"c1", {"otto"}, {}});
    CHECK(t.c.guests(at(5000)) == std::vector<user_id>{"otto"});
    CHECK(t.c.examples().size() == 2);
  }
  SECTION("taken back it is known as such to whoever had it") {
    CHECK_FALSE(t.tell(marko, unshare_conversation{"c1", {"otto"}}));
    CHECK(t.c.guests(at(50)) == std::vector<user_id>{"per"});
    REQUIRE(t.c.row().examples.size() == 2);
    CHECK(t.c.row().examples[0].taken_back);
    CHECK(t.tell(marko, unshare_conversation{"c1", {"otto"}}) == errc::not_found);
  }
}

TEST_CASE("A recording belongs to the conversation it was made for, and goes with its content") {
  told_conversation t;
  t.open();
  t.tell(webchat, assign_conversation{"c1", "mette"});
  const recording_attached sound{"", "audio/wav", 9, "file-1"};
  auto attach = [&](const viewer& who, std::uint64_t erased_at = 0) -> std::optional<errc> {
    auto what = t.c.decide_recording(who, sound, erased_at, *t.d);
    if (!what)
      return what.error().code;
    t.apply(std::move(*what));
    return std::nullopt;
  };
  CHECK(attach(stranger) == errc::not_found);
  CHECK(attach(sofia) == errc::forbidden);
  CHECK(attach(marko) == errc::forbidden);
  REQUIRE_FALSE(attach(webchat));
  REQUIRE(t.c.recording());
  CHECK(t.c.recording()->by == "webchat");
  CHECK(t.c.row().recorded);
  REQUIRE_FALSE(attach(mette)); // its agent puts another one in its place
  CHECK(t.c.recording()->by == "mette");

  t.apply(*t.c.decide_erasure("root", 1));
  CHECK_FALSE(t.c.recording());
  CHECK_FALSE(t.c.row().recorded);
  CHECK(attach(webchat) == errc::conflict); // it came in while the content went
  CHECK_FALSE(attach(webchat, t.c.erased_at()));
}
