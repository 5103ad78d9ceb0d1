#include "domain/audience.hpp"
#include "tests/catch.hpp"
#include "tests/domain/story.hpp"

using namespace earshot;
using namespace earshot::testing;
using kind = audience::kind;

TEST_CASE("Who sees what of a conversation") {
  auto d = office();
  const queue_id queue = "support";
  const user_id connector = "webchat", agent = "mette", nobody;
  conversation_facts on{queue, connector, agent, true}, off{queue, connector, agent, false};

  CHECK(audience_of(webchat, on, *d) == audience{kind::connector, false, no_score::none});
  CHECK(audience_of(mette, on, *d) == audience{kind::agent, true, no_score::none});
  CHECK(audience_of(mette, off, *d) == audience{kind::agent, false, no_score::feature_off});
  CHECK(audience_of(sofia, on, *d) == audience{kind::supervisor, true, no_score::none});
  CHECK(audience_of(sofia, off, *d) == audience{kind::supervisor, false, no_score::none});
  CHECK(audience_of(marko, on, *d) == audience{kind::manager, true, no_score::none});
  CHECK(audience_of(stranger, on, *d) == audience{});

  SECTION("a colleague in the same queue sees nothing of it") {
    CHECK(audience_of(mette, {queue, connector, nobody, true}, *d) == audience{});
  }
  SECTION("an agent who is no member serves without the mood") {
    const user_id otto = "otto";
    CHECK(audience_of({"otto", {role::agent}}, {queue, connector, otto, true}, *d)
          == audience{kind::agent, false, no_score::not_member});
  }
  SECTION("a supervisor's rights end at the own conversation") {
    const user_id self = "sofia";
    CHECK(audience_of(sofia, {queue, connector, self, true}, *d) == audience{});
  }
  SECTION("a name without the role is nobody") {
    CHECK(audience_of({"sofia", {role::agent}}, on, *d) == audience{});
    CHECK(audience_of({"webchat", {role::agent}}, on, *d) == audience{});
  }
}
