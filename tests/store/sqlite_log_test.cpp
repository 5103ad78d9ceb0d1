#include "store/sqlite_log.hpp"

#include "tests/catch.hpp"
#include "tests/store/random_event.hpp"
#include "tests/store/sample.hpp"

#include <sys/stat.h>

#include <thread>

using namespace earshot;
using namespace earshot::store;

namespace {

std::unique_ptr<sqlite_log> opened_in(const std::string& path, std::size_t batch_events = 1000) {
  return sqlite_log::open({path, batch_events, 1024 * 1024}).value();
}

int mode_of(const std::string& file) {
  struct stat s = {};
  REQUIRE(::stat(file.c_str(), &s) == 0);
  return s.st_mode & 0777;
}

using numbers = std::vector<std::uint64_t>;

} // namespace

TEST_CASE("The durable log gives back what it was given, also after a restart") {
  temporary_directory dir;
  std::string identity;
  {
    auto log = opened_in(dir / "data");
    identity = log->identity();
    CHECK(log->committed() == 0);
    CHECK(log->append("c1", note(1, "one")) == 1);
    CHECK(log->append("c2", note(1, "two")) == 2);
    CHECK(log->append("c1", note(2, "three")) == 3);
    CHECK(texts_of(*log, "c1") == std::vector<std::string>{"one", "three"});
    CHECK(texts_of(*log, "c2") == std::vector<std::string>{"two"});
    CHECK(loaded(*log, "c3").empty());
    CHECK(log->committed() == 3);
    CHECK(log->backlog_bytes() == 0);
  }
  auto log = opened_in(dir / "data");
  CHECK(identity.size() == 32);
  CHECK(log->identity() == identity);
  CHECK(log->committed() == 3);
  auto all = scanned(*log);
  REQUIRE(all.has_value());
  CHECK(*all == std::vector<scanned_event>{{1, "c1", 1}, {2, "c2", 1}, {3, "c1", 2}});
  CHECK(log->append("c2", note(2)) == 4);
  CHECK(offsets_of(*log, "c2") == numbers{1, 2});
}

TEST_CASE("Two new logs have different names") {
  temporary_directory dir;
  CHECK(opened_in(dir / "a")->identity() != opened_in(dir / "b")->identity());
}

TEST_CASE("Events of every kind survive a restart") {
  temporary_directory dir;
  random_event random{5};
  std::vector<std::size_t> kinds;
  {
    auto log = opened_in(dir / "data");
    for (auto offset = 1u; offset <= 300; ++offset) {
      auto e = random(offset);
      kinds.push_back(std::visit([](auto& of) { return of.index(); }, e->what));
      log->append("c1", e);
    }
  }
  auto log = opened_in(dir / "data");
  std::vector<std::size_t> again;
  for (auto& e : loaded(*log, "c1"))
    again.push_back(std::visit([](auto& of) { return of.index(); }, e->what));
  CHECK(again == kinds);
}

TEST_CASE("Everyone is told of a commit, and the positions are durable by then") {
  temporary_directory dir;
  const auto batch_events = GENERATE(1u, 7u, 1000u);
  auto log = opened_in(dir / "data", batch_events);
  std::atomic<int> told = 0;
  std::atomic<position> at_last_call = 0;
  log->on_commit([&] {
    ++told;
    at_last_call = log->committed();
  });
  for (auto offset = 1u; offset <= 100; ++offset)
    log->append("c1", note(offset));
  flush(*log);
  CHECK(at_last_call == 100);
  CHECK(told >= 1);
  // One sync may take several commits along, and a later commit may be faster.
  CHECK((unsynced_max + 1) * told >= 100 / static_cast<int>(batch_events));
  CHECK(told <= 100);
}

TEST_CASE("Order holds under several threads, and a load sees what was appended before it") {
  temporary_directory dir;
  auto log = opened_in(dir / "data", 50);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> writers;
  for (auto w = 0; w < 4; ++w)
    writers.emplace_back([&, subject = named(w)] {
      position last = 0;
      for (auto offset = 1u; offset <= 500; ++offset) {
        auto p = log->append(subject, note(offset));
        wrong += p <= last;
        last = p;
        if (offset % 100 == 0) {
          wrong += offsets_of(*log, subject).size() != offset;
          wrong += log->committed() < p;
        }
      }
    });
  for (auto& w : writers)
    w.join();
  CHECK(wrong == 0);
  CHECK(log->committed() == 2000);
}

TEST_CASE("What is queued at the end is committed") {
  temporary_directory dir;
  {
    auto log = opened_in(dir / "data", 10);
    for (auto offset = 1u; offset <= 1000; ++offset)
      log->append("c1", note(offset));
    log->stop();
    CHECK(log->committed() == 1000);
  }
  CHECK(offsets_of(*opened_in(dir / "data"), "c1").size() == 1000);
}

TEST_CASE("The backlog is the bytes that are not on disk yet") {
  temporary_directory dir;
  auto log = opened_in(dir / "data");
  std::promise<void> entered, leave;
  auto held = leave.get_future().share();
  log->on_commit([&, first = true]() mutable {
    if (std::exchange(first, false)) {
      entered.set_value();
      held.wait();
    }
  });
  log->append("c1", note(1));
  entered.get_future().wait(); // the writer is busy: what comes now waits
  CHECK(log->backlog_bytes() == 0);
  log->append("c1", note(2, std::string(5000, 'x')));
  CHECK(log->backlog_bytes() > 5000);
  CHECK(log->backlog_bytes() < 5100);
  CHECK(log->committed() == 1);
  leave.set_value();
  flush(*log);
  CHECK(log->backlog_bytes() == 0);
}

TEST_CASE("Nobody else can read the files") {
  temporary_directory dir;
  auto log = opened_in(dir / "data");
  log->append("c1", note(1));
  flush(*log);
  CHECK(mode_of(dir / "data") == 0700);
  for (auto file : {"earshot.db", "earshot.db-wal", "earshot.db-shm", "lock"})
    CHECK(mode_of((dir / "data/") + file) == 0600);
}

TEST_CASE("A data directory belongs to one log at a time") {
  temporary_directory dir;
  auto log = opened_in(dir / "data");
  auto second = sqlite_log::open({dir / "data"});
  REQUIRE(second.has_error());
  CHECK(second.error().message
        == "the data directory " + (dir / "data") + " is in use by process "
               + std::to_string(::getpid())
               + "; stop that one first, or give this one another data_dir");
  log.reset();
  CHECK(sqlite_log::open({dir / "data"}).has_value());
}

TEST_CASE("A directory that cannot be is refused with its name") {
  temporary_directory dir;
  auto log = sqlite_log::open({dir / "no/such/parent"});
  REQUIRE(log.has_error());
  CHECK(log.error().message
        == "cannot make the data directory " + (dir / "no/such/parent")
               + ": No such file or directory");
}

TEST_CASE("Rows are found by whom they are about and when") {
  temporary_directory dir;
  auto log = opened_in(dir / "data");
  auto at = [](int ms) { return time_point{milliseconds{ms}}; };
  const stored_row a{"a", "support", "ana", "mette", at(300), "A"};
  const stored_row b{"b", "support", "bo", "mette", at(100), std::string("B\0B", 3)};
  const stored_row c{"c", "sales", "ana", "per", at(200), "C"};
  for (auto& row : {a, b, c})
    log->put_row(row);
  using rows = std::vector<stored_row>;
  CHECK(found(*log, {}) == rows{b, c, a});
  CHECK(found(*log, {.customer = "ana"}) == rows{c, a});
  CHECK(found(*log, {.seller = "mette"}) == rows{b, a});
  CHECK(found(*log, {.customer = "ana", .seller = "mette"}) == rows{a});
  CHECK(found(*log, {.queue = "support", .before = at(300)}) == rows{b});
  CHECK(found(*log, {.from = at(200)}) == rows{c, a});
  CHECK(found(*log, {.queue = "nowhere"}).empty());

  SECTION("a newer one takes the place of an older one") {
    auto newer = a;
    newer.seller = "per";
    newer.last = at(400);
    newer.bytes = "A2";
    log->put_row(newer);
    CHECK(found(*log, {.seller = "mette"}) == rows{b});
    CHECK(found(*log, {.seller = "per"}) == rows{c, newer});
  }
  SECTION("they survive a restart") {
    log.reset();
    CHECK(found(*opened_in(dir / "data"), {}) == rows{b, c, a});
  }
}
