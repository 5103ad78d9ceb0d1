#include "store/sqlite_log.hpp"

#include "store/backup.hpp"
#include "store/memory_log.hpp"
#include "store/schema.hpp"
#include "tests/catch.hpp"
#include "tests/store/random_event.hpp"
#include "tests/store/sample.hpp"

#include <map>
#include <set>

using namespace earshot;
using namespace earshot::store;

namespace {

std::unique_ptr<sqlite_log> opened_in(const std::string& path) {
  return sqlite_log::open({path, 30}).value();
}

// What stands in every text of a conversation, and in no other.
std::string canary_of(int conversation) {
  auto canary = std::string{"<canary-"};
  return canary.append(std::to_string(conversation)).append(">");
}

std::set<int> canaries_in(const std::string& bytes) {
  const auto mark = std::string{"<canary-"};
  std::set<int> found;
  for (auto at = bytes.find(mark); at != std::string::npos; at = bytes.find(mark, at + 1))
    found.insert(std::atoi(bytes.c_str() + at + mark.size()));
  return found;
}

event_ptr without_text(const event& e) { return note(e.offset, ""); }

void rewritten(event_log& log, erasure what, event_edit edit) {
  std::promise<void> done;
  log.rewrite(std::move(what), std::move(edit), [&] { done.set_value(); });
  done.get_future().wait();
}

void removed(event_log& log, std::vector<std::string> subjects) {
  std::promise<void> done;
  log.remove(std::move(subjects), [&] { done.set_value(); });
  done.get_future().wait();
}

bool holds(const std::string& bytes, const std::string& part) {
  return bytes.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("A rewritten subject is another one in memory, on disk and after a restart") {
  temporary_directory dir;
  auto log = opened_in(dir / "data");
  log->append("c1", note(1, "secret one"));
  log->append("c2", note(1, "kept"));
  log->append("c1", note(2, "public"));
  rewritten(*log, {"c1", "one"},
            [](const event& e) -> event_ptr { return e.offset == 1 ? note(1, "") : nullptr; });
  auto check = [&] {
    CHECK(texts_of(*log, "c1") == std::vector<std::string>{"", "public"});
    CHECK(texts_of(*log, "c2") == std::vector<std::string>{"kept"});
    CHECK(log->unfinished().empty());
    CHECK_FALSE(holds(raw_bytes(dir.path()), "secret one"));
  };
  check();
  log.reset();
  log = opened_in(dir / "data");
  REQUIRE(scanned(*log).has_value());
  check();
  CHECK(log->append("c1", note(3)) == 4);
}

TEST_CASE("What is appended after an order is not part of it") {
  temporary_directory dir;
  auto log = opened_in(dir / "data");
  log->append("c1", note(1, "before"));
  std::promise<void> done;
  log->rewrite({"c1", ""}, without_text, [&] { done.set_value(); });
  log->append("c1", note(2, "after"));
  done.get_future().wait();
  CHECK(texts_of(*log, "c1") == std::vector<std::string>{"", "after"});
}

TEST_CASE("A longer event takes the place of a shorter one, too") {
  temporary_directory dir;
  auto log = opened_in(dir / "data");
  for (auto c = 1; c <= 50; ++c)
    log->append(named(c), note(1, "short"));
  rewritten(*log, {named(7), ""}, [](const event&) { return note(1, std::string(9000, 'x')); });
  CHECK(texts_of(*log, named(7)) == std::vector<std::string>{std::string(9000, 'x')});
  log.reset();
  CHECK(scanned(*opened_in(dir / "data")).value().size() == 50);
}

TEST_CASE("A reader that is in the way is waited for") {
  temporary_directory dir;
  auto log = opened_in(dir / "data");
  log->append("c1", note(1, "secret"));
  flush(*log);
  auto reader = open_for_reading(dir / "data").value();
  REQUIRE(reader.run("BEGIN").has_value());
  REQUIRE(reader.number("SELECT count(*) FROM events").value() == 1); // holds the old state
  std::promise<void> done;
  auto finished = done.get_future();
  log->rewrite({"c1", ""}, without_text, [&] { done.set_value(); });
  for (auto offset = 1u; offset <= 20; ++offset) // the log goes on meanwhile
    log->append("c2", note(offset));
  CHECK(offsets_of(*log, "c2").size() == 20);
  CHECK(finished.wait_for(std::chrono::seconds{0}) == std::future_status::timeout);
  REQUIRE(reader.run("COMMIT").has_value());
  finished.wait();
  CHECK_FALSE(holds(raw_bytes(dir.path()), "secret"));
}

TEST_CASE("An order that was not carried out is found at the next start") {
  temporary_directory dir;
  auto reader_file = dir / "data";
  {
    auto log = opened_in(reader_file);
    log->append("c1", note(1, "secret"));
    flush(*log);
    auto reader = open_for_reading(reader_file).value();
    REQUIRE(reader.run("BEGIN").has_value());
    REQUIRE(reader.number("SELECT count(*) FROM events").value() == 1);
    log->rewrite({"c1", "all of it"}, without_text, [] { FAIL("a reader was in the way"); });
    log->stop();
  }
  auto log = opened_in(reader_file);
  REQUIRE(log->unfinished().size() == 1);
  CHECK(log->unfinished()[0].subject == "c1");
  CHECK(log->unfinished()[0].order == "all of it");
  rewritten(*log, log->unfinished()[0], without_text);
  log.reset();
  CHECK(opened_in(reader_file)->unfinished().empty());
}

TEST_CASE("No byte of what was erased or removed is left in any file") {
  const auto seed = GENERATE(1u, 2u, 3u);
  CAPTURE(seed);
  temporary_directory dir;
  auto log = opened_in(dir / "data");
  random_event random{seed};
  constexpr auto conversations = 1500; // enough for SQLite to split pages and to move rows about
  std::map<int, std::uint64_t> offsets;
  std::set<int> alive, gone;

  auto talk = [&](int events) { // in turns, with texts from a word to many pages
    for (auto n = 0; n < events; ++n) {
      auto c = static_cast<int>(random.number(conversations - 1));
      if (gone.contains(c))
        continue;
      alive.insert(c);
      auto text = std::string{};
      do
        text += canary_of(c);
      while (random.number(random.number(9) == 0 ? 500 : 5) > 0);
      log->append(named(c), note(++offsets[c], text));
      auto row = std::string{};
      do
        row += canary_of(c);
      while (random.number(10) > 0);
      log->put_row({named(c), "support", canary_of(c), "mette", {}, row});
    }
  };
  auto erase_some = [&] {
    std::vector<std::string> conversations_to_remove;
    for (auto n = 0; n < 200; ++n) {
      auto c = static_cast<int>(random.number(conversations - 1));
      alive.erase(c);
      gone.insert(c);
      if (random.chance()) {
        conversations_to_remove.push_back(named(c));
      } else {
        log->put_row({named(c), "support", "", "mette", {}, ""});
        log->rewrite({named(c), "all"}, without_text, [] {});
      }
    }
    removed(*log, conversations_to_remove); // all orders before it are carried out by then
  };

  for (auto round = 0; round < 4; ++round) {
    CAPTURE(round);
    talk(3000);
    erase_some();
    REQUIRE(canaries_in(raw_bytes(dir.path())) == alive);
  }
  log.reset();
  REQUIRE(scanned(*opened_in(dir / "data")).has_value());
}

TEST_CASE("A removed conversation is gone, and its name may be used again") {
  temporary_directory dir;
  auto log = opened_in(dir / "data");
  log->append("c1", note(1));
  log->append("c2", note(1));
  log->put_row({"c2", "support", "ana", "mette", {}, "row"});
  removed(*log, {"c2"});
  CHECK(loaded(*log, "c2").empty());
  CHECK(found(*log, {}).empty());
  CHECK(offsets_of(*log, "c1").size() == 1);
  log.reset();
  log = opened_in(dir / "data");
  CHECK(log->committed() == 2); // no position is given twice
  CHECK(log->append("c2", note(1, "new")) == 3);
  CHECK(texts_of(*log, "c2") == std::vector<std::string>{"new"});
}

TEST_CASE("The log in memory erases and removes at once") {
  memory_log log{1u << 30};
  log.append("c1", note(1, "secret"));
  log.append("c1", note(2, "secret"));
  log.append("c2", note(1, "kept"));
  log.put_row({"c1", "support", "ana", "mette", {}, "row"});
  log.put_row({"c2", "sales", "bo", "mette", {}, "row"});
  CHECK(found(log, {.queue = "sales"}).size() == 1);
  rewritten(log, {"c1", ""},
            [](const event& e) -> event_ptr { return e.offset == 2 ? note(2, "") : nullptr; });
  CHECK(texts_of(log, "c1") == std::vector<std::string>{"secret", ""});
  removed(log, {"c1", "nobody"});
  CHECK(loaded(log, "c1").empty());
  CHECK(texts_of(log, "c2") == std::vector<std::string>{"kept"});
  CHECK(found(log, {.seller = "mette"}).size() == 1);
}

TEST_CASE("A backup made while the log is written to starts a log of its own") {
  temporary_directory dir;
  auto log = opened_in(dir / "data");
  for (auto offset = 1u; offset <= 3000; ++offset)
    log->append("c1", note(offset));
  log->put_row({"c1", "support", "ana", "mette", {}, "row"});
  std::promise<result<void>> promise;
  log->backup(dir / "copy.db", [&](auto r) { promise.set_value(r); });
  for (auto offset = 3001u; offset <= 4000; ++offset)
    log->append("c1", note(offset));
  REQUIRE(promise.get_future().get().has_value());
  CHECK(backup(dir / "data", dir / "other.db").has_value()); // as another process does it
  flush(*log);
  for (auto name : {"copy.db", "other.db"}) {
    auto restored = dir / (std::string{"from-"} + name);
    std::filesystem::create_directory(restored);
    std::filesystem::copy_file(dir / name, restored + "/earshot.db");
    auto again = opened_in(restored);
    CHECK(again->identity() == log->identity());
    CHECK(again->committed() >= 3000);
    auto all = scanned(*again);
    REQUIRE(all.has_value());
    CHECK(all->size() == again->committed());
    CHECK(found(*again, {}).size() == 1);
  }

  SECTION("never over a file that is there") {
    auto over = backup(dir / "data", dir / "copy.db");
    REQUIRE(over.has_error());
    CHECK(over.error().message == (dir / "copy.db") + " exists; a backup takes a new file");
  }
  SECTION("and says why it cannot be made") {
    auto nowhere = backup(dir / "data", dir / "no/such/copy.db");
    REQUIRE(nowhere.has_error());
    CHECK(holds(nowhere.error().message, "No such file or directory"));
  }
}
