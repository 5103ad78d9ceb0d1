#include "store/audit_chain.hpp"

#include "store/audit_trail.hpp"
#include "store/doctor.hpp"
#include "store/schema.hpp"
#include "store/sqlite_log.hpp"
#include "tests/catch.hpp"
#include "tests/store/sample.hpp"

using namespace earshot;
using namespace earshot::store;

namespace {

audit_entry entry(int n, act what = act::watch) {
  return {time_point{milliseconds{1'700'000'000'000 + n * 1000}}, n % 2 ? "sofia" : "root", what,
          on_conversation("c" + std::to_string(n)), "as supervisor"};
}

/// Twenty entries in a log that was started twice.
void fill(const std::string& dir) {
  for (int start = 0; start < 2; ++start) {
    auto log = sqlite_log::open({dir}).value();
    for (int n = 1; n <= 10; ++n)
      log->note(entry(start * 10 + n, n == 10 ? act::erase : act::watch));
  }
}

audit_check checked(const std::string& dir) {
  auto log = open_for_reading(dir).value();
  return verify_audit(log).value();
}

std::vector<std::uint64_t> numbers(const std::string& dir, const audit_filter& which) {
  auto log = open_for_reading(dir).value();
  std::vector<std::uint64_t> found;
  list_audit(log, which, [&](const audit_record& r) { found.push_back(r.number); }).value();
  return found;
}

void tamper(const std::string& dir, const char* sql) {
  auto log = open_for_writing(dir).value();
  log.run(sql).value();
}

} // namespace

TEST_CASE("The audit log is one chain over all starts") {
  temporary_directory tmp;
  fill(tmp / "d");
  auto check = checked(tmp / "d");
  CHECK(check.broken.empty());
  CHECK(check.head.number == 20);

  SECTION("entries are found by time, user, kind and what they are on") {
    CHECK(numbers(tmp / "d", {}).size() == 20);
    CHECK(numbers(tmp / "d", {.what = act::erase}) == std::vector<std::uint64_t>{10, 20});
    CHECK(numbers(tmp / "d", {.from = entry(5).at, .before = entry(8).at})
          == std::vector<std::uint64_t>{5, 6, 7});
    CHECK(numbers(tmp / "d", {.who = "sofia", .on = "conversation/c7"})
          == std::vector<std::uint64_t>{7});
    CHECK(numbers(tmp / "d", {.who = "sofia", .on = "conversation/c8"}).empty());
  }
  SECTION("an entry that was changed is named, whatever the column") {
    for (auto column : {"who = 'x'", "at = at + 1", "on_whom = ''", "detail = 'x'", "what = 'join'",
                        "position = position + 1", "hash = zeroblob(32)"}) {
      temporary_directory other;
      fill(other / "d");
      tamper(other / "d",
             (std::string{"UPDATE audit SET "} + column + " WHERE number = 7").c_str());
      INFO(column);
      CHECK(checked(other / "d").broken.starts_with("entry 7 was changed"));
      CHECK(checked(other / "d").head.number == 6);
      CHECK(doctor(other / "d", false)->damage.find("entry 7") != std::string::npos);
    }
  }
  SECTION("a word that is not in the vocabulary is damage") {
    tamper(tmp / "d", "UPDATE audit SET what = 'whistle' WHERE number = 3");
    CHECK(checked(tmp / "d").broken == "entry 3 is damaged: 'whistle' is not in the vocabulary");
  }
  SECTION("an entry that is gone is named") {
    tamper(tmp / "d", "DELETE FROM audit WHERE number = 12");
    CHECK(checked(tmp / "d").broken == "entry 12 is missing");
  }
  SECTION("a tail that is gone is named, also after the log has gone on") {
    tamper(tmp / "d", "DELETE FROM audit WHERE number > 15");
    CHECK(checked(tmp / "d").broken == "entry 16 is missing, and all behind it");
    sqlite_log::open({tmp / "d"}).value()->note(entry(1));
    CHECK(checked(tmp / "d").broken == "entry 16 is missing");
    CHECK(numbers(tmp / "d", {}).back() == 21);
  }
  SECTION("so are all entries at once") {
    tamper(tmp / "d", "DELETE FROM audit");
    CHECK(checked(tmp / "d").broken == "entry 1 is missing, and all behind it");
  }
  SECTION("a newest entry that is another one than was noted is named") {
    tamper(tmp / "d", "UPDATE about SET value = '20:00' WHERE name = 'audit_head'");
    CHECK(checked(tmp / "d").broken.starts_with("entry 20 is not the one that was noted"));
  }
  SECTION("a log that does not say which entry is its newest is whole, and says so from then on") {
    tamper(tmp / "d", "DELETE FROM about WHERE name = 'audit_head'");
    CHECK(checked(tmp / "d").broken.empty());
    sqlite_log::open({tmp / "d"}).value()->note(entry(1));
    tamper(tmp / "d", "DELETE FROM audit WHERE number > 20");
    CHECK(checked(tmp / "d").broken == "entry 21 is missing, and all behind it");
  }
}

TEST_CASE("An entry beside an event is committed with it, and one alone has a position too") {
  temporary_directory tmp;
  position last = 0;
  {
    auto log = sqlite_log::open({tmp / "d"}).value();
    auto beside = entry(1);
    auto both = log->append("c1", note(1), &beside);
    last = log->note(entry(2));
    CHECK(last == both + 1);
    flush(*log);
    CHECK(log->committed() == last);
    CHECK(log->backlog_bytes() == 0);
  }
  auto log = sqlite_log::open({tmp / "d"}).value();
  CHECK(log->committed() == last);
  CHECK(log->append("c1", note(2)) == last + 1);
  flush(*log);
  CHECK(numbers(tmp / "d", {}).size() == 2);
  CHECK(scanned(*log).value().size() == 2);
}

TEST_CASE("A torn tail that is cut leaves the audit log as it was") {
  temporary_directory tmp;
  {
    auto log = sqlite_log::open({tmp / "d"}).value();
    for (std::uint64_t n = 1; n <= 3; ++n)
      log->append("c1", note(n));
    log->note(entry(1));
  }
  tamper(tmp / "d", "UPDATE events SET bytes = zeroblob(40) WHERE offset = 3");
  CHECK_FALSE(doctor(tmp / "d", true)->set_aside.empty());
  CHECK(checked(tmp / "d").broken.empty());
  CHECK(checked(tmp / "d").head.number == 1);
}

TEST_CASE("Refusals of one user fill ten entries a minute and a count") {
  temporary_directory tmp;
  {
    auto log = sqlite_log::open({tmp / "d"}).value();
    audit_trail trail{*log};
    for (int n = 0; n < 1'000; ++n)
      trail.refused({entry(0).at, "eve", act::refused, "conversation/c1", "subscribe: not_found"});
    trail.tick(entry(61).at);
  }
  CHECK(numbers(tmp / "d", {.who = "eve"}).size() == 11);
}

TEST_CASE("The same reading over and over is ten entries and a count; another one is its own") {
  temporary_directory tmp;
  {
    auto log = sqlite_log::open({tmp / "d"}).value();
    audit_trail trail{*log};
    auto read = [&](std::string id, int ms) {
      return trail.read({entry(0).at + milliseconds{ms}, "sofia", act::read_transcript,
                         on_conversation(id), "as supervisor"});
    };
    position last = 0;
    for (int n = 0; n < 10; ++n) {
      auto at = read("c1", n);
      CHECK(at > last);
      last = read("c2", n);
      CHECK(last > at);
    }
    auto rests_on = read("c1", 11);
    CHECK(rests_on < last);
    CHECK(read("c1", 12) == rests_on);
    CHECK(read("c3", 13) > last);
    trail.tick(entry(0).at + milliseconds{59'999});
    CHECK(read("c1", 59'999) == rests_on);
    trail.tick(entry(0).at + milliseconds{60'000});
    CHECK(read("c1", 60'001) > rests_on);
    trail.finish(entry(61).at);
  }
  std::vector<std::string> counts;
  auto log = open_for_reading(tmp / "d").value();
  list_audit(log, {.on = "conversation/c1"}, [&](const audit_record& r) {
    if (r.entry.detail != "as supervisor")
      counts.push_back(r.entry.detail);
  }).value();
  REQUIRE(counts.size() == 1);
  CHECK(counts[0].starts_with("as supervisor, 3 more since "));
  CHECK(numbers(tmp / "d", {.on = "conversation/c1"}).size() == 12);
}

TEST_CASE("A customer is not named in the audit log, but found by who knows the id") {
  auto mark = on_customer("log-1", "+45 1234 5678");
  CHECK(mark == on_customer("log-1", "+45 1234 5678"));
  CHECK(mark != on_customer("log-1", "+45 1234 5679"));
  CHECK(mark != on_customer("log-2", "+45 1234 5678"));
  CHECK(mark.find("1234") == std::string::npos);
  CHECK(mark.size() == std::string_view("customer/").size() + 32);
}
