#include "store/doctor.hpp"

#include "store/sqlite_log.hpp"
#include "tests/catch.hpp"
#include "tests/store/sample.hpp"

using namespace earshot;
using namespace earshot::store;

namespace {

constexpr auto events = 5000u;

// A log of two conversations in turn, closed in good order; c1 has the odd positions.
std::string a_log(const temporary_directory& dir) {
  auto path = dir / "data";
  auto log = sqlite_log::open({path}).value();
  for (auto n = 1u; n <= events; ++n)
    log->append(n % 2 ? "c1" : "c2", note((n + 1) / 2, "text of event " + std::to_string(n) + "."));
  log->append(directory_subject, note(1, "a queue"));
  log->put_row({"c1", "support", "ana", "mette", {}, "row"});
  return path;
}

std::string bytes_of(const std::string& path) {
  std::ifstream file{path + "/earshot.db", std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

void put_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream{path + "/earshot.db", std::ios::binary | std::ios::trunc} << bytes;
}

// Changes a letter of that event's text.
void damage_text(const std::string& path, unsigned n) {
  auto bytes = bytes_of(path);
  auto at = bytes.find("text of event " + std::to_string(n) + ".");
  REQUIRE(at != std::string::npos);
  bytes[at] = 'T';
  put_bytes(path, bytes);
}

void run(const std::string& path, const char* sql) {
  auto db = database::open(path + "/earshot.db", database::access::write).value();
  REQUIRE(db.run(sql).has_value());
}

std::string scan_fault(const std::string& path) {
  auto log = sqlite_log::open({path});
  if (!log)
    return log.error().message;
  auto all = scanned(**log);
  return all ? "" : all.error().message;
}

doctor_report examined(const std::string& path, bool repair = false) {
  return doctor(path, repair).value();
}

} // namespace

TEST_CASE("A whole log is found whole") {
  temporary_directory dir;
  auto path = a_log(dir);
  std::vector<std::uint64_t> told;
  auto report = doctor(path, true, [&](std::uint64_t done, std::uint64_t of) {
    told.push_back(done);
    CHECK(of == events + 1);
  });
  REQUIRE(report.has_value());
  CHECK(report->damage.empty());
  CHECK(report->events == events + 1);
  CHECK(report->conversations == 2);
  CHECK(report->last == events + 1);
  CHECK(report->set_aside.empty());
  CHECK(told.back() == events + 1);
  CHECK(scan_fault(path).empty());
}

TEST_CASE("A log that cannot be looked at says why") {
  temporary_directory dir;
  auto none = doctor(dir / "nothing", false);
  REQUIRE(none.has_error());
  CHECK(none.error().message == "there is no log in " + (dir / "nothing"));
  auto path = a_log(dir);
  auto log = sqlite_log::open({path}).value();
  auto used = doctor(path, false);
  REQUIRE(used.has_error());
  CHECK(used.error().message.find("is in use by process") != std::string::npos);
}

TEST_CASE("Damage in the middle is named and never cut") {
  temporary_directory dir;
  auto path = a_log(dir);
  SECTION("a changed byte") {
    damage_text(path, 1001);
    CHECK(scan_fault(path)
          == "the record at position 1001 (conversation c1, offset 501) is damaged: its checksum "
             "does "
             "not fit");
    auto report = examined(path, true);
    CHECK(report.damage == scan_fault(path));
    CHECK(report.last == 1000);
    CHECK_FALSE(report.torn_tail);
  }
  SECTION("a lost record") {
    run(path, "DELETE FROM events WHERE position = 700");
    CHECK(scan_fault(path)
          == "before the record at position 702 (conversation c2, offset 351) the events from "
             "offset 350 "
             "on are missing");
    CHECK_FALSE(examined(path, true).torn_tail);
  }
  SECTION("a record in the place of another") {
    run(path, "UPDATE events SET bytes = (SELECT bytes FROM events WHERE position = 7) WHERE "
              "position = 9");
    CHECK(scan_fault(path).find("position 9 (conversation c1, offset 5) is damaged")
          != std::string::npos);
    CHECK_FALSE(examined(path, true).torn_tail);
  }
  SECTION("a record under another offset") {
    run(path, "UPDATE events SET offset = 4 WHERE position = 9");
    CHECK(scan_fault(path).find("is misplaced: its own offset is 5") != std::string::npos);
  }
  SECTION("a page of zeros") {
    auto bytes = bytes_of(path);
    auto at = bytes.find("text of event 1001.") / 4096 * 4096;
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), 4096, '\0');
    put_bytes(path, bytes);
    CHECK(scan_fault(path).find("after position ") == 0);
    CHECK_FALSE(examined(path, true).torn_tail);
  }
  CHECK(examined(path, true).set_aside.empty());
  CHECK_FALSE(scan_fault(path).empty());
}

TEST_CASE("A torn tail is named, and cut when asked to") {
  temporary_directory dir;
  auto path = a_log(dir);
  std::string identity{sqlite_log::open({path}).value()->identity()};
  SECTION("the last records are damaged") {
    run(path, "DELETE FROM events WHERE position > 4990");
    damage_text(path, 4989);
    damage_text(path, 4990);
    CHECK(examined(path).last == 4988);
  }
  SECTION("the end of the file is gone") {
    auto bytes = bytes_of(path);
    auto at = bytes.find("text of event 4950.") / 4096 * 4096;
    put_bytes(path, bytes.substr(0, at));
  }
  SECTION("the end of the file is zeros") {
    auto bytes = bytes_of(path);
    auto at = bytes.find("text of event 4950.") / 4096 * 4096;
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), '\0');
    put_bytes(path, bytes);
  }
  CHECK_FALSE(scan_fault(path).empty());
  auto before = examined(path);
  INFO(before.damage);
  CHECK(before.torn_tail);
  CHECK(before.set_aside.empty());
  CHECK(before.last > 4800);
  CHECK_FALSE(scan_fault(path).empty()); // looking changes nothing

  auto after = examined(path, true);
  CHECK(after.last == before.last);
  CHECK(after.set_aside == path + "/earshot.db.damaged-1");
  CHECK(std::filesystem::exists(after.set_aside));
  CHECK(examined(path).damage.empty());
  auto log = sqlite_log::open({path}).value();
  CHECK(log->identity() == identity);
  CHECK(log->committed() == after.last);
  CHECK(scanned(*log).value().size() == after.last);
  CHECK(log->append("c1", note(offsets_of(*log, "c1").size() + 1)) == after.last + 1);
  CHECK(offsets_of(*log, "c1").size() == (after.last + 1) / 2 + 1);
}
