#include "domain/erasure.hpp"

#include "store/event_codec.hpp"
#include "tests/catch.hpp"
#include "tests/store/random_event.hpp"

using namespace earshot;
using namespace earshot::store;

namespace {

const std::string canary = "canary-5be1";

opening opening_of_canary() {
  opening o;
  o.queue = "support";
  o.customer = {canary, canary, {}, attribute_list{{canary, canary}}};
  o.subject = std::optional{subject{canary, canary}};
  o.policy = std::make_shared<const policy>();
  return o;
}

message_added message_of(author by) {
  signals s;
  s.mentions.push_back({tracked::keyword, canary, 1});
  s.questions.push_back({1, 2});
  utterance u;
  u.message = 1;
  u.by = std::move(by);
  u.text = canary;
  u.words = 7;
  u.scored.score = -0.5;
  return {u, {}, std::make_shared<const signals>(s), {}};
}

/// One of every kind, with the canary in every field that is the customer's.
std::vector<conversation_event> one_of_each() {
  return {opened{opening_of_canary()},
          message_of({author_role::customer, canary}),
          escalated{},
          assigned{"mette", "sofia"},
          note_added{"mette", canary},
          status_changed{status::active, outcome::none, canary},
          policy_applied{},
          comment_added{{"1", "marko", "mette", 1, canary, true, ""}},
          comment_edited{"1", "marko", canary},
          comment_deleted{"1", "marko"},
          conversation_shared{"marko", {"olli"}, {}},
          conversation_unshared{"marko", {"olli"}},
          action_item_marked{1, item_state::done, "mette"},
          recording_attached{"webchat", "audio/wav", 9, canary},
          whispered{"sofia", "mette", canary},
          joined{"sofia"},
          alert_answered{"sofia"},
          content_erased{"root", 1, 1, 1},
          offered{"mette", time_point{milliseconds{9}}},
          offer_ended{"mette"},
          transfer_asked{"support", "per", "sofia"},
          transferred{"support", "per", "sofia", std::make_shared<const policy_applied>()},
          agent_lost{"mette"},
          agent_back{"mette"}};
}

event_ptr event_of(conversation_event what) {
  auto e = std::make_shared<event>();
  e->offset = 3;
  e->at = time_point{milliseconds{5}};
  e->what = std::move(what);
  e->key = std::make_unique<const key_use>(key_use{"webchat", "k1", 77});
  return e;
}

std::string bytes_of(const event& e) {
  std::string bytes;
  encode(e, bytes);
  return bytes;
}

} // namespace

TEST_CASE("Nothing of the customer is left in an event of any kind") {
  auto all = one_of_each();
  REQUIRE(all.size() == std::variant_size_v<conversation_event>);
  for (std::size_t kind = 0; kind < all.size(); ++kind) {
    INFO("kind " << kind);
    REQUIRE(all[kind].index() == kind);
    auto rest = without_content(*event_of(all[kind]));
    REQUIRE(rest);
    CHECK(bytes_of(*rest).find(canary) == std::string::npos);
    CHECK(rest->what.index() == 0);
    CHECK(of_conversation(*rest).index() == kind);
    CHECK(rest->key->key == "k1");
    CHECK(rest->key->body == 0);
    CHECK(without_content(*rest) == nullptr);
  }
}

TEST_CASE("What counts are made of stays") {
  auto rest = without_content(*event_of(message_of({author_role::customer, canary})));
  auto& m = std::get<message_added>(of_conversation(*rest));
  CHECK(m.said.message == 1);
  CHECK(m.said.words == 7);
  CHECK(m.said.scored.score == -0.5);
  CHECK(m.said.by.role == author_role::customer);
  CHECK(m.said.by.id == erased_customer);
  CHECK(rest->at == time_point{milliseconds{5}});
  auto reply = without_content(*event_of(message_of({author_role::agent, "mette"})));
  CHECK(std::get<message_added>(of_conversation(*reply)).said.by.id == "mette");
  auto closed = without_content(*event_of(status_changed{status::closed, outcome::won, "mette"}));
  CHECK(std::get<status_changed>(of_conversation(*closed)).by == "mette");
}

TEST_CASE("Nobody is told apart among those who are erased") {
  auto first = event_of(opened{opening_of_canary()});
  CHECK(is_talk_of(*first, canary));
  CHECK_FALSE(is_talk_of(*first, "somebody else"));
  auto rest = without_content(*first);
  CHECK_FALSE(is_talk_of(*rest, canary));
  CHECK_FALSE(is_talk_of(*rest, std::string(erased_customer)));
}

TEST_CASE("Erasing twice changes nothing, whatever the event") {
  random_event random{77};
  for (int n = 0; n < 5'000; ++n) {
    auto e = random();
    if (e->what.index() != 0)
      continue;
    auto rest = without_content(*e);
    if (rest)
      CHECK_FALSE(without_content(*rest));
  }
}
