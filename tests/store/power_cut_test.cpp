// The power goes at every sync of a scripted run: what is left is a prefix of the log, and holds
// all that was acknowledged by then.
#include "store/sqlite_log.hpp"
#include "tests/catch.hpp"
#include "tests/store/power_cut_vfs.hpp"
#include "tests/store/sample.hpp"

#include <map>

using namespace earshot;
using namespace earshot::store;

namespace {

const std::string canary = "canary-7f3a";

struct script {
  disk_history disk;
  std::map<position, std::string> texts;
  std::vector<std::pair<std::size_t, position>> commits; // steps on the disk, acknowledged by then

  position acknowledged_by(std::size_t step) const {
    position upto = 0;
    for (auto& [steps, at] : commits)
      if (steps <= step)
        upto = at;
    return upto;
  }
};

// Appends to a conversation until it has `upto` events.
void append_until(script& s, event_log& log, int conversation, std::uint64_t& offset,
                  std::uint64_t upto) {
  while (offset < upto) {
    ++offset;
    auto text = named(conversation) + " says " + std::to_string(offset);
    if (conversation == 1)
      text += " " + canary;
    auto at = log.append(named(conversation), note(offset, text));
    s.texts[at] = text;
  }
}

// Commits of all sizes, a text of many pages, an erasure, and a second start in the middle.
void play(script& s, const std::string& dir) {
  auto vfs = power_cut_vfs{power_cut_vfs::into(s.disk)};
  std::map<int, std::uint64_t> offsets;
  for (auto start = 1; start <= 2; ++start) {
    auto log = sqlite_log::open({dir, 40}).value();
    log->on_commit([&] { s.commits.emplace_back(s.disk.size(), log->committed()); });
    for (auto burst : {1, 2, 5, 60, 200}) {
      for (auto c = 1; c <= 3; ++c)
        append_until(s, *log, c, offsets[c], offsets[c] + static_cast<std::uint64_t>(burst));
      log->put_row({named(burst), "support", "ana", "mette", {}, "row"});
      flush(*log);
    }
    auto large = std::string(20'000, 'l');
    s.texts[log->append("large", note(static_cast<std::uint64_t>(start), large))] = large;
    flush(*log);
    if (start == 1) {
      std::promise<void> done;
      log->rewrite(
          {named(1), "all"}, [](const event& e) { return note(e.offset, "erased"); },
          [&] { done.set_value(); });
      done.get_future().wait();
    }
  }
}

// A prefix of what was appended, with all that was acknowledged.
void check_what_is_left(const script& s, const std::string& dir, position acknowledged) {
  auto log = sqlite_log::open({dir, 40});
  REQUIRE(log.has_value());
  position last = 0;
  auto wrong = 0;
  auto whole = (*log)->scan(
      [&](position at, std::string_view subject, event_ptr e) -> result<void> {
        wrong += at != last + 1;
        last = at;
        auto& text = text_of(*e);
        wrong += text != s.texts.at(at) && !(subject == named(1) && text == "erased");
        return {};
      },
      {});
  INFO((whole ? "" : whole.error().message));
  REQUIRE(whole.has_value());
  REQUIRE(wrong == 0);
  REQUIRE(last >= acknowledged);
}

} // namespace

TEST_CASE("After a power cut the log is a prefix that holds all that was acknowledged") {
  temporary_directory dir;
  script s;
  play(s, dir / "played");
  const auto seed = 4711u;
  CAPTURE(seed);
  std::mt19937 random{seed};
  auto cuts = s.disk.syncs();
  cuts.push_back(s.disk.size());
  REQUIRE(cuts.size() > 30);
  REQUIRE(s.acknowledged_by(s.disk.size()) == s.texts.size());
  auto n = 0;
  for (auto cut : cuts)
    for (auto keep : {0.0, 0.5, 0.9, 1.0}) {
      CAPTURE(cut, keep);
      auto left = dir / std::to_string(n++);
      s.disk.restore(cut, keep, random, left);
      check_what_is_left(s, left, s.acknowledged_by(cut));
      std::filesystem::remove_all(left);
    }
}

TEST_CASE("An erasure outlives a power cut at any moment") {
  temporary_directory dir;
  disk_history disk;
  std::size_t appended = 0, erased = 0, removed = 0;
  {
    auto vfs = power_cut_vfs{power_cut_vfs::into(disk)};
    auto log = sqlite_log::open({dir / "played"}).value();
    auto carry_out = [&](auto order) {
      std::promise<std::size_t> done;
      order([&] { done.set_value(disk.size()); });
      return done.get_future().get();
    };
    for (auto offset = 1u; offset <= 50; ++offset)
      log->append("c1", note(offset, "my name is " + canary));
    flush(*log);
    appended = disk.size();
    erased = carry_out([&](auto done) {
      log->rewrite(
          {"c1", "all"}, [](const event& e) { return note(e.offset, "erased"); }, done);
    });
    log->append("c2", note(1, "my name is " + canary));
    removed = carry_out([&](auto done) { log->remove({"c2"}, done); });
  }
  std::mt19937 random{17};
  auto n = 0;
  auto left_after = [&](std::size_t step, double keep) {
    auto left = dir / std::to_string(n++);
    disk.restore(step, keep, random, left);
    return left;
  };
  auto in = [](const std::string& left) {
    return raw_bytes(left).find(canary) != std::string::npos;
  };

  SECTION("what is done stays done") {
    CHECK(in(left_after(appended, 1)));
    for (auto keep : {0.0, 0.5, 1.0}) {
      CHECK_FALSE(in(left_after(erased, keep)));
      for (auto step = removed; step <= disk.size(); ++step)
        REQUIRE_FALSE(in(left_after(step, keep)));
    }
  }
  SECTION("what is not is found at the next start, as soon as the order is on disk") {
    auto ordered = erased;
    for (auto sync : disk.syncs())
      if (sync > appended)
        ordered = std::min(ordered, sync);
    auto begun = 0, ended = 0;
    for (auto step = ordered + 1; step <= erased; ++step) {
      CAPTURE(step, ordered, erased);
      auto left = left_after(step, 0.5);
      auto unfinished = sqlite_log::open({left}).value()->unfinished();
      if (unfinished.empty()) {
        ++ended;
        REQUIRE_FALSE(in(left));
      } else {
        ++begun;
        REQUIRE(unfinished.size() == 1);
        REQUIRE(unfinished[0].subject == "c1");
        REQUIRE(unfinished[0].order == "all");
      }
    }
    CHECK(begun > 0);
    CHECK(ended > 0);
  }
}
