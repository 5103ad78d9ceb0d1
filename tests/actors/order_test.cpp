// Order in every interleaving: readers come, go and come back while messages, notes and changes of
// policy are on their way, and actors take their turns in an order drawn from a seed. More seeds
// than the default by hand: EARSHOT_SEEDS=100000 test_actors "[order]".
#include "tests/actors/deterministic_system.hpp"
#include "tests/catch.hpp"

#include <cstdlib>

using namespace earshot;
using namespace earshot::testing;

namespace {

const viewer root{"root", {role::admin}};

/// One user who follows c1, cut off and back again any number of times: what came, session by
/// session.
struct reader {
  const viewer* who = nullptr;
  std::vector<std::uint64_t> sessions;
};

class scene {
public:
  explicit scene(unsigned seed) : random_(seed), conversation_(office_of(seed)) {}

  void play(int turns) {
    for (int i = 0; i < turns; ++i) {
      act();
      for (auto steps = random_() % 6; steps > 0 && s_.step(); --steps) {
      }
    }
    s_.run();
  }

  void check() {
    const auto at = positions();
    for (const auto& r : readers_) {
      std::uint64_t next = 0; // 0: nothing has come yet
      for (auto session : r.sessions)
        check(r, session, at, next);
      REQUIRE(next == at.size() + 1); // to the last event
    }
  }

private:
  caf::actor office_of(unsigned seed) { return s_.office_with_conversation(seed % 2); }
  bool coin() { return random_() % 2; }

  void act() {
    switch (random_() % 9) {
    case 0: come(); break;
    case 1: come_back(); break;
    case 2: s_.tell(7, sofia, conversation_, add_note{"c1", "n"}); break;
    case 3: s_.direct(9, sofia, configure_queue{"support", coin(), {}, {}, {}}); break;
    case 4: s_.direct(9, root, configure_queue{"support", {}, coin(), {}, {}}); break;
    default: s_.say(1, conversation_, coin() ? "bad" : "da: good");
    }
  }

  void come() {
    reader r{coin() ? &sofia : &webchat, {++last_session_}};
    s_.follow(last_session_, *r.who, conversation_);
    readers_.push_back(std::move(r));
  }

  /// The reader's connection is cut, whatever is on its way to it, and a new one resumes.
  void come_back() {
    if (readers_.empty())
      return;
    reader& r = readers_[random_() % readers_.size()];
    const auto seen = last_seen(r);
    if (!seen)
      return;
    auto gone = r.sessions.back();
    kept_[gone] = s_.frames(gone).size();
    actors::tell(conversation_,
                 actors::to_conversation{actors::unfollow{s_.from(gone, *r.who), 1}});
    r.sessions.push_back(++last_session_);
    s_.follow(last_session_, *r.who, conversation_, protocol::resume_after{"e1", *seen});
  }

  std::optional<std::uint64_t> last_seen(const reader& r) {
    std::optional<std::uint64_t> seen;
    for (auto session : r.sessions)
      for (std::size_t i = 0; i < heard(session); ++i)
        if (auto& f = s_.frames(session)[i]; f["type"] == "snapshot" || f["type"] == "event")
          seen = f["offset"].get<std::uint64_t>();
    return seen;
  }

  /// Frames that arrived before the session was cut.
  std::size_t heard(std::uint64_t session) {
    auto cut = kept_.find(session);
    return cut == kept_.end() ? s_.frames(session).size() : cut->second;
  }

  /// The log position of each event of c1, from offset 1.
  std::vector<store::position> positions() {
    std::vector<store::position> at;
    auto visit = [&](store::position p, std::string_view subject, event_ptr e) -> result<void> {
      if (subject == "c1") {
        at.push_back(p);
        REQUIRE(e->offset == at.size());
      }
      return {};
    };
    REQUIRE(s_.log().scan(visit).has_value());
    return at;
  }

  void check(const reader& r, std::uint64_t session, const std::vector<store::position>& at,
             std::uint64_t& next) {
    const auto& frames = s_.frames(session);
    const auto& rests_on = s_.out().positions[session];
    for (std::size_t i = 0; i < heard(session); ++i) {
      const auto& f = frames[i];
      REQUIRE(f["type"] != "gap");
      if (r.who == &webchat)
        REQUIRE(f.dump().find("score") == std::string::npos);
      if (f["type"] != "snapshot" && f["type"] != "event")
        continue;
      const auto offset = f["offset"].get<std::uint64_t>();
      REQUIRE(rests_on[i] >= at.at(offset - 1)); // it waits for the commit of what it shows
      if (f["type"] == "snapshot")
        REQUIRE(next == 0);
      else
        REQUIRE(offset == next); // none before its snapshot, none twice, none left out
      next = offset + 1;
    }
  }

  std::mt19937 random_;
  deterministic_system s_;
  caf::actor conversation_;
  std::vector<reader> readers_;
  std::map<std::uint64_t, std::size_t> kept_;
  std::uint64_t last_session_ = 100;
};

unsigned seeds() {
  const char* wanted = std::getenv("EARSHOT_SEEDS");
  return wanted ? static_cast<unsigned>(std::strtoul(wanted, nullptr, 10)) : 2000;
}

} // namespace

TEST_CASE("Order holds for every reader in every interleaving", "[order]") {
  for (unsigned seed = 0; seed < seeds(); ++seed) {
    CAPTURE(seed);
    scene o(seed);
    o.play(50);
    o.check();
  }
}
