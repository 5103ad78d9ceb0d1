#include "store/transcripts.hpp"

#include "store/doctor.hpp"
#include "store/events.hpp"
#include "store/sqlite_log.hpp"
#include "tests/catch.hpp"
#include "tests/store/sample.hpp"

using namespace earshot;
using namespace earshot::store;

namespace {

constexpr auto conversations = 7;

/// Appends to all conversations in turn, until each has `upto` events.
void talk(event_log& log, std::uint64_t& offset, std::uint64_t upto) {
  while (offset < upto) {
    ++offset;
    for (auto c = 0; c < conversations; ++c)
      log.append(named(c), note(offset, named(c) + " " + std::to_string(offset)));
  }
  flush(log);
}

void check_whole(event_log& log, std::uint64_t events) {
  for (auto c = 0; c < conversations; ++c) {
    auto found = texts_of(log, named(c));
    REQUIRE(found.size() == events);
    CHECK(found.front() == named(c) + " 1");
    CHECK(found.back() == named(c) + " " + std::to_string(events));
  }
}

void remove(event_log& log, std::vector<std::string> subjects) {
  std::promise<void> done;
  log.remove(std::move(subjects), [&] { done.set_value(); });
  done.get_future().wait();
}

/// A log whose events are all entered.
std::string a_log(const temporary_directory& dir) {
  auto path = dir / "data";
  auto log = sqlite_log::open({path}).value();
  auto offset = std::uint64_t{0};
  talk(*log, offset, 10);
  remove(*log, {});
  return path;
}

void run(const std::string& path, const char* sql) {
  auto db = database::open(path + "/earshot.db", database::access::write).value();
  REQUIRE(db.run(sql).has_value());
}

} // namespace

TEST_CASE("A conversation is found whether its events are entered or newer, and after a restart") {
  temporary_directory dir;
  auto offset = std::uint64_t{0};
  {
    auto log = sqlite_log::open({dir / "data"}).value();
    for (auto upto : {1u, 500u, 1500u, 3000u, 3001u}) {
      talk(*log, offset, upto);
      check_whole(*log, upto);
    }
  }
  auto entered = database::open(dir / "data/earshot.db", database::access::read).value();
  auto rows = entered.number("SELECT count(*) FROM transcripts").value();
  CHECK(rows >= 2 * conversations);
  CHECK(rows <= 4 * conversations); // and not one for each event
  CHECK(indexed_position(entered).value() > 8192);
  auto log = sqlite_log::open({dir / "data"}).value();
  check_whole(*log, offset);
  log.reset();
  CHECK(doctor(dir / "data", false).value().damage.empty());
}

TEST_CASE("A conversation that is removed leaves the others where they are") {
  temporary_directory dir;
  auto log = sqlite_log::open({dir / "data"}).value();
  auto offset = std::uint64_t{0};
  talk(*log, offset, 1500);
  remove(*log, {named(2), named(5)});
  for (auto c = 0; c < conversations; ++c)
    CHECK(offsets_of(*log, named(c)).size() == (c == 2 || c == 5 ? 0 : 1500));
}

TEST_CASE("Of a conversation that goes on while it is removed, the rest is still found") {
  temporary_directory dir;
  auto path = a_log(dir);
  auto db = database::open(path + "/earshot.db", database::access::write).value();
  const auto all = positions_of(db, named(3)).value();
  REQUIRE(all.size() == 10);
  const auto upto = GENERATE(0u, 1u, 4u, 9u, 10u);
  const auto last = upto == 0 ? 0 : all[upto - 1];
  REQUIRE(forget_positions(db, named(3), last).has_value());
  CHECK(positions_of(db, named(3)).value() == std::vector<position>(all.begin() + upto, all.end()));
  CHECK(positions_of(db, named(4)).value().size() == 10);
}

TEST_CASE("What is found by subject is compared with what is there") {
  temporary_directory dir;
  auto path = a_log(dir);
  CHECK(doctor(path, false).value().damage.empty());
  run(path,
      GENERATE("DELETE FROM transcripts WHERE subject = 'conv-1'",
               "UPDATE transcripts SET steps = x'0707' WHERE subject = 'conv-1'",
               "UPDATE transcripts SET steps = x'07070707070707070F' WHERE subject = 'conv-1'",
               "UPDATE transcripts SET position = position + 1 WHERE subject = 'conv-1'",
               "UPDATE transcripts SET offset = 2 WHERE subject = 'conv-1'"));
  CHECK(doctor(path, false).value().damage.find("transcripts finds ") != std::string::npos);
}

TEST_CASE("Steps that break off are an error with the conversation's name") {
  temporary_directory dir;
  auto path = a_log(dir);
  run(path, "UPDATE transcripts SET steps = x'0787' WHERE subject = 'conv-1'");
  auto db = database::open(path + "/earshot.db", database::access::read).value();
  auto found = events_of(db, "conv-1");
  REQUIRE(found.has_error());
  CHECK(found.error().code == errc::internal);
  CHECK(found.error().message == "the list of places of conv-1 ends too early");
  CHECK(events_of(db, "conv-2").value().size() == 10);
}
