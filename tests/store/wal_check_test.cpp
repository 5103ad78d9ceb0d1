#include "store/wal_check.hpp"

#include "store/doctor.hpp"
#include "store/sqlite_log.hpp"
#include "tests/catch.hpp"
#include "tests/store/sample.hpp"

using namespace earshot;
using namespace earshot::store;

namespace {

namespace fs = std::filesystem;

constexpr auto commits = 12u;

/// What is on disk when a process is killed: a log whose events are all in the write-ahead log.
class killed_log {
public:
  killed_log() {
    auto log = sqlite_log::open({dir_ / "live"}).value();
    for (auto n = 1u; n <= commits; ++n) {
      log->append("c1", note(n, "event " + std::to_string(n)));
      flush(*log);
    }
    fs::create_directory(path());
    for (auto name : {"/earshot.db", "/earshot.db-wal"})
      fs::copy_file(dir_ / "live" + name, path() + name);
  }

  std::string path() const { return dir_ / "killed"; }
  std::string wal() const { return path() + "/earshot.db-wal"; }
  std::size_t size() const { return fs::file_size(wal()); }

  void flip(std::size_t byte) {
    std::fstream file{wal(), std::ios::in | std::ios::out | std::ios::binary};
    file.seekg(static_cast<std::streamoff>(byte));
    auto was = static_cast<char>(file.get());
    file.seekp(static_cast<std::streamoff>(byte));
    file.put(static_cast<char>(was ^ 1));
  }

private:
  temporary_directory dir_;
};

std::string fault(const killed_log& log) {
  auto checked = check_wal(log.wal());
  return checked ? "" : checked.error().message;
}

std::size_t events_in(const killed_log& log) {
  return scanned(*sqlite_log::open({log.path()}).value()).value().size();
}

} // namespace

TEST_CASE("A write-ahead log that nobody changed is sound") {
  killed_log log;
  REQUIRE(log.size() > 32 + commits * (24 + 4096) - 1);
  CHECK(fault(log).empty());
  CHECK(events_in(log) == commits);
}

TEST_CASE("Damage in the write-ahead log is refused with its place, not taken for the end") {
  killed_log log;
  SECTION("in a frame's page, its header, its checksum") {
    auto in_frame = GENERATE(as<std::size_t>{}, 0, 4, 8, 16, 24 + 1000);
    log.flip(32 + 3 * (24 + 4096) + in_frame);
    CHECK(fault(log).find("frame 4, byte 12392") != std::string::npos);
  }
  SECTION("in the header: no frame would count any more") {
    log.flip(GENERATE(as<std::size_t>{}, 0, 5, 12, 25));
    CHECK(fault(log).find("its header, byte 0") != std::string::npos);
  }
  auto opened = sqlite_log::open({log.path()});
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == errc::internal);
  auto size = log.size();
  auto report = doctor(log.path(), /*repair=*/true).value();
  CHECK(report.damage == fault(log));
  CHECK(report.set_aside.empty());
  CHECK(log.size() == size);
}

TEST_CASE("What a power cut may tear is the end of the log") {
  killed_log log;
  auto lost = 1u;
  SECTION("the last frame") { log.flip(log.size() - 1); }
  SECTION("half of it") { fs::resize_file(log.wal(), log.size() - 2048); }
  SECTION("a frame of an earlier commit that need not be synced either") {
    lost = unsynced_max;
    log.flip(log.size() - (lost - 1) * (24 + 4096) - 1);
  }
  CHECK(fault(log).empty());
  CHECK(events_in(log) == commits - lost);
}

TEST_CASE("A write-ahead log that is not there, or empty, is sound") {
  temporary_directory dir;
  CHECK(check_wal(dir / "nothing"));
  std::ofstream{dir / "empty"};
  CHECK(check_wal(dir / "empty"));
}
