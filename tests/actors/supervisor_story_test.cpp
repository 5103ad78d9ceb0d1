// A supervisor's evening from falling mood to the chat in other hands, one message after the other;
// and two supervisors who want the same, in every interleaving.
#include "tests/actors/deterministic_system.hpp"
#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

const viewer sanna{"sanna", {role::supervisor}};
const viewer per{"per", {role::agent}};

/// mette (session 3) serves c1 and follows it; per (4) is here, too. sofia (2) and sanna (5) follow
/// the queue.
class evening : public deterministic_system {
public:
  evening() {
    configure_queue on;
    on.sentiment = true;
    direct(9, {"root", {role::admin}},
           create_queue{"support", {}, {"mette", "per"}, {"sofia", "sanna"}, {}, {}, {}, on});
    run();
    queue = find(2, "queue/support");
    follow_stream(2, sofia, queue);
    follow_stream(5, sanna, queue);
    arrive(3, mette, presence::available);
    open(1, "c1");
    run();
    c = find(1, "conversation/c1");
    tell(3, mette, c, accept_offer{"c1"});
    follow(3, mette, c);
    arrive(4, per, presence::busy);
    tick();
  }

  void arrive(std::uint64_t session, const viewer& who, presence p) {
    actors::tell(env().routing, actors::session_changed{who.user, true, true, at(0)});
    actors::tell(env().routing, actors::change_presence{from(session, who), {}, {p, {}}, at(0)});
    follow_stream(session, who, find(session, "agent/" + who.user));
    run();
  }

  json state() {
    actors::tell(c, actors::to_conversation{actors::look{from(8, sofia), {}, at(0)}});
    run();
    return last(8)["result"];
  }

  std::vector<json> since(std::uint64_t session, std::size_t seen) {
    auto all = events(session);
    return {all.begin() + static_cast<std::ptrdiff_t>(seen), all.end()};
  }

  std::vector<std::string> steps_of(const user_id& user) {
    std::vector<std::string> found;
    for (auto& e : log().noted())
      if (e.who == user && e.on == "conversation/c1")
        found.emplace_back(name_of(e.what));
    return found;
  }

  /// What the two were answered, the winner's first: code and message of the other.
  struct duel {
    std::string winner, code, message;
  };
  duel outcome_of_duel() {
    duel d;
    for (auto [session, name] : {std::pair{2, "sofia"}, std::pair{5, "sanna"}})
      for (auto& f : frames(static_cast<std::uint64_t>(session)))
        if (f["type"] == "ok")
          d.winner = d.winner.empty() ? name : "both";
        else if (f["type"] == "error")
          d.code = f["code"], d.message = f["message"];
    return d;
  }

  caf::actor c, queue;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

} // namespace

TEST_CASE_METHOD(evening, "A mood falls, a supervisor looks, whispers and moves the chat") {
  auto seen = events(2).size(), heard = events(3).size();
  say(1, c, "bad");
  tick();
  auto news = since(2, seen);
  REQUIRE(news.size() >= 2);
  CHECK(news[0]["kind"] == "conversation");
  CHECK(news[0]["body"]["sentiment"]["level"] == "very_negative");
  auto alert = std::find_if(news.begin(), news.end(), [](auto& e) { return e["kind"] == "alert"; });
  REQUIRE(alert != news.end());
  CHECK((*alert)["body"]["agent"] == "mette");

  follow(6, sofia, c);
  run();
  auto for_mette = since(3, heard);
  CHECK(std::none_of(for_mette.begin(), for_mette.end(), [](auto& e) {
    return e["stream"] == "conversation/c1" && e["kind"] != "message";
  }));
  tell(2, sofia, c, whisper{"c1", "offer a refund"});
  run();
  CHECK(last(3)["kind"] == "whisper");

  tell(2, sofia, c, transfer_conversation{"c1", {}, "per"});
  run();
  CHECK(state()["agent"] == "mette");
  CHECK(last(4)["kind"] == "offer");
  CHECK(last(4)["body"]["transfer_by"] == "sofia");
  tell(4, per, c, accept_offer{"c1"});
  tick();
  CHECK(state()["agent"] == "per");
  bool revoked = false;
  for (auto& f : frames(3))
    revoked |= f["type"] == "revoked" && f["stream"] == "conversation/c1";
  CHECK(revoked);
  auto got_it_at = [&](std::uint64_t session) {
    json at;
    for (auto& e : events(session))
      if (e["kind"] == "assigned" && e["stream"] != "conversation/c1")
        at = e["at"];
    return at.get<std::string>();
  };
  CHECK(got_it_at(4) > got_it_at(3));
  json row;
  for (auto& e : events(2))
    if (e["kind"] == "conversation")
      row = e["body"];
  CHECK(row["agent"] == "per");
  CHECK(steps_of("sofia")
        == std::vector<std::string>{"watch", "whisper", "transfer", "read_transcript",
                                    "read_transcript"});
}

TEST_CASE("Of two supervisors who act at once one wins, in every interleaving") {
  enum class deed { assign, transfer, take_alert, close };
  for (deed what : {deed::assign, deed::transfer, deed::take_alert, deed::close})
    for (unsigned seed = 0; seed < 60; ++seed) {
      CAPTURE(static_cast<int>(what), seed);
      std::mt19937 random(seed);
      evening e;
      e.say(1, e.c, "bad");
      if (what == deed::assign)
        e.tell(1, webchat, e.c, transfer_conversation{"c1", "support", {}}); // nobody has it
      e.tick();
      if (what == deed::assign) {
        e.tell(3, mette, e.c, decline_offer{"c1"});
        e.run();
        REQUIRE(e.state()["status"] == "open");
      }
      e.frames(2).clear();
      e.frames(5).clear();
      auto act = [&](bool is_sofia) -> conversation_command {
        if (what == deed::assign)
          return assign_conversation{"c1", is_sofia ? "mette" : "per"};
        if (what == deed::transfer)
          return transfer_conversation{"c1", {}, "per"};
        if (what == deed::close)
          return close_conversation{"c1"};
        return set_alert{"c1", alert_answer::taken};
      };
      bool first = random() % 2;
      for (bool is_sofia : {first, !first}) {
        e.tell(is_sofia ? 2 : 5, is_sofia ? sofia : sanna, e.c, act(is_sofia));
        for (auto n = random() % 5; n > 0; --n)
          e.step();
      }
      e.run();
      auto duel = e.outcome_of_duel();
      REQUIRE(duel.code == "conflict");
      REQUIRE((duel.winner == "sofia" || duel.winner == "sanna"));
      if (what == deed::assign)
        CHECK(contains(duel.message,
                       duel.winner == "sofia" ? "active with 'mette'" : "active with 'per'"));
      else if (what == deed::close)
        CHECK(contains(duel.message, "is closed with 'mette'"));
      else
        CHECK(contains(duel.message, "'" + duel.winner + "' was first"));
    }
}
