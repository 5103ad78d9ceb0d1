#include "store/sync_aside.hpp"

#include "store/sqlite_log.hpp"
#include "tests/catch.hpp"
#include "tests/store/power_cut_vfs.hpp"
#include "tests/store/sample.hpp"

#include <algorithm>
#include <thread>

using namespace earshot;
using namespace earshot::store;

namespace {

// True once `reached` is; false after half a minute.
template <class Condition>
bool comes(Condition reached) {
  auto end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
  while (!reached()) {
    if (std::chrono::steady_clock::now() > end)
      return false;
    std::this_thread::yield();
  }
  return true;
}

} // namespace

TEST_CASE("Syncs follow each other, and the last takes what came meanwhile") {
  std::vector<position> synced;
  {
    sync_aside aside{[&](position upto) {
      std::this_thread::yield();
      synced.push_back(upto);
    }};
    for (auto n = 1u; n <= 100; ++n)
      aside.begin(n);
    aside.wait();
    CHECK(synced.back() == 100);
    aside.begin(101);
  }
  CHECK(synced.size() > 100 / unsynced_max);
  CHECK(synced.back() == 101);
  CHECK(std::adjacent_find(synced.begin(), synced.end(), std::greater_equal{}) == synced.end());
}

TEST_CASE("While a commit goes to disk others are written, but no more than a power cut may tear") {
  constexpr auto batches = 9u, batch_events = 10u;
  constexpr auto events = 1 + batches * batch_events; // the first is committed alone
  temporary_directory dir;
  std::unique_ptr<sqlite_log> log;
  std::thread::id writer;
  std::atomic<bool> playing = false;
  std::uint64_t batch_bytes = 0;
  auto left_after = [&](auto written) {
    return written < batches ? (batches - written) * batch_bytes : 0;
  };

  auto durable = 0u, too_far = 0u; // batches; how often more were written than may be
  std::promise<void> first_told, go_on;
  auto on_commit = [&] {
    if (auto upto = log->committed(); upto > 1) {
      too_far += log->backlog_bytes() < left_after(durable + unsynced_max);
      durable = static_cast<unsigned>(upto - 1) / batch_events;
    } else {
      writer = std::this_thread::get_id();
      first_told.set_value();
      go_on.get_future().wait();
    }
  };
  auto beside = 0u;
  power_cut_vfs vfs{[&](const disk_step& s) {
    if (s.what != disk_step::sync || !playing || std::this_thread::get_id() == writer)
      return SQLITE_OK;
    ++beside;
    auto written =
        comes([&] { return log->backlog_bytes() <= left_after(durable + unsynced_max); });
    return written ? SQLITE_OK : SQLITE_IOERR_FSYNC;
  }};

  log = sqlite_log::open({dir / "data", batch_events}).value();
  log->on_commit(on_commit);
  log->append("c1", note(1));
  first_told.get_future().wait();
  for (auto offset = 2u; offset <= events; ++offset)
    log->append("c1", note(offset));
  batch_bytes = log->backlog_bytes() / batches;
  playing = true;
  go_on.set_value();
  flush(*log);
  playing = false;
  CHECK(log->committed() == events);
  CHECK(beside > 1);
  CHECK(too_far == 0);
  log.reset();
  CHECK(offsets_of(*sqlite_log::open({dir / "data"}).value(), "c1").size() == events);
}
