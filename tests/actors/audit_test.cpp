#include "tests/actors/deterministic_system.hpp"
#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

/// "who what on: detail" of the entries of this kind.
std::vector<std::string> noted(deterministic_system& s, act what) {
  std::vector<std::string> found;
  for (auto& e : s.log().noted())
    if (e.what == what)
      found.push_back(e.who + " " + std::string(name_of(e.what)) + " " + e.on + ": " + e.detail);
  return found;
}

using lines = std::vector<std::string>;

} // namespace

TEST_CASE_METHOD(deterministic_system, "Reading a conversation is written down") {
  auto c = office_with_conversation(true);
  tell(1, webchat, c, assign_conversation{"c1", "mette"});
  run();
  auto look = [&](const viewer& who, actors::look::at what) {
    actors::tell(c, actors::to_conversation{actors::look{from(2, who), what, at(0)}});
    run();
  };
  SECTION("if a supervisor follows it or asks for it") {
    follow(2, sofia, c);
    look(sofia, actors::look::at::state);
    look(sofia, actors::look::at::explanation);
    CHECK(noted(*this, act::watch) == lines{"sofia watch conversation/c1: as supervisor"});
    CHECK(noted(*this, act::read_transcript)
          == lines(2, "sofia read_transcript conversation/c1: as supervisor"));
  }
  SECTION("but not if its agent or its connector does") {
    follow(2, mette, c);
    follow(3, webchat, c);
    look(mette, actors::look::at::state);
    look(webchat, actors::look::at::state);
    CHECK(noted(*this, act::watch).empty());
    CHECK(noted(*this, act::read_transcript).empty());
  }
  SECTION("and whoever has no right to it is written down as refused") {
    follow(2, stranger, c);
    look(stranger, actors::look::at::state);
    tell(2, mette, c, assign_conversation{"c1", "otto"});
    run();
    CHECK(noted(*this, act::watch).empty());
    CHECK(noted(*this, act::refused).size() == 3);
    CHECK(noted(*this, act::refused)[0].starts_with("otto refused conversation/c1: "));
    CHECK(noted(*this, act::refused)[2].starts_with("mette refused conversation/c1: "));
  }
}

TEST_CASE_METHOD(deterministic_system, "Stepping in is written down beside its event") {
  auto c = office_with_conversation(false);
  tell(2, sofia, c, assign_conversation{"c1", "mette"});
  tell(2, sofia, c, close_conversation{"c1"});
  run();
  CHECK(noted(*this, act::assign)
        == lines{"sofia assign conversation/c1: to user/mette as supervisor"});
  CHECK(noted(*this, act::close) == lines{"sofia close conversation/c1: as supervisor"});
}

TEST_CASE_METHOD(deterministic_system, "What changes hands at once is a transfer") {
  auto c = office_with_conversation(false);
  tell(1, webchat, c, assign_conversation{"c1", "mette"});
  tell(1, webchat, c, transfer_conversation{"c1", {}, "per"});
  run();
  CHECK(noted(*this, act::assign)
        == lines{"webchat assign conversation/c1: to user/mette as connector"});
  CHECK(noted(*this, act::transfer)
        == lines{"webchat transfer conversation/c1: to user/per as connector"});
}

TEST_CASE_METHOD(deterministic_system,
                 "A close by its own agent or connector is nobody's business") {
  auto c = office_with_conversation(false);
  tell(1, webchat, c, close_conversation{"c1"});
  run();
  CHECK(last(1)["type"] == "ok");
  CHECK(noted(*this, act::close).empty());
}

TEST_CASE_METHOD(deterministic_system, "Changes of queues and their policies are written down") {
  office_with_conversation(true);
  CHECK(noted(*this, act::directory)
        == lines{"root directory queue/support: 1 members, 1 supervisors"});
  CHECK(
      noted(*this, act::policy)
      == lines{"root policy queue/support: version 1: sentiment on, multilingual off, alert agent "
               "negative, alert supervisor very_negative"});
  direct(3, sofia, configure_queue{"support", {}, true, {}, {}});
  run();
  CHECK(noted(*this, act::refused).size() == 1);
}
