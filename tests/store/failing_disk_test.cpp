// The log on a disk that fails, and in a process that is killed: what was acknowledged is there,
// and nothing is acknowledged that is not. The log under test runs in a child process.
#include "store/log_failure.hpp"
#include "store/sqlite_log.hpp"
#include "tests/catch.hpp"
#include "tests/store/power_cut_vfs.hpp"
#include "tests/store/sample.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace earshot;
using namespace earshot::store;

namespace {

// A child process that runs `work`; what it says on standard error and `says` is read here.
class child {
public:
  template <class Work>
  explicit child(Work work) {
    if (::pipe(said_) != 0 || ::pipe(errors_) != 0 || (pid_ = ::fork()) < 0)
      throw std::runtime_error("cannot start a child process");
    if (pid_ == 0) {
      ::dup2(errors_[1], STDERR_FILENO);
      try {
        work([this](position p) {
          if (::write(said_[1], &p, sizeof p) != sizeof p)
            std::_Exit(3);
        });
      } catch (...) {
        std::_Exit(2);
      }
      std::_Exit(0);
    }
    ::close(said_[1]);
    ::close(errors_[1]);
  }

  ~child() {
    kill();
    exit_code();
    ::close(said_[0]);
    ::close(errors_[0]);
  }

  /// The next position that it said was committed; 0 at the end.
  position next() {
    position p = 0;
    return ::read(said_[0], &p, sizeof p) == sizeof p ? p : 0;
  }

  void kill() {
    if (!ended_) // else the number may be another process's by now
      ::kill(pid_, SIGKILL);
  }

  /// Waits for its end; minus the signal's number if one ended it.
  int exit_code() {
    if (!ended_) {
      int status = 0;
      ::waitpid(pid_, &status, 0);
      ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    return *ended_;
  }

  std::string errors() {
    std::string all(4096, '\0');
    auto size = ::read(errors_[0], all.data(), all.size());
    all.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return all;
  }

private:
  int said_[2];
  int errors_[2];
  pid_t pid_;
  std::optional<int> ended_;
};

// Appends to five conversations for ever; says every position it sees committed.
template <class Say>
void talk_for_ever(const std::string& dir, Say say) {
  auto log = sqlite_log::open({dir, 20}).value();
  std::array<std::uint64_t, 5> offsets{};
  auto whole = log->scan(
      [&](position, std::string_view subject, event_ptr e) -> result<void> {
        offsets[static_cast<std::size_t>(subject.back() - '0')] = e->offset;
        return {};
      },
      {});
  whole.value();
  log->on_commit([&] { say(log->committed()); });
  for (std::size_t n = 0;; ++n) {
    auto c = n % offsets.size();
    auto offset = ++offsets[c];
    log->append(named(static_cast<int>(c)), note(offset, named(static_cast<int>(offset))));
    while (log->backlog_bytes() > 4096)
      std::this_thread::yield();
  }
}

// Every record whole and in its place; gives the last position.
position last_whole(const std::string& dir) {
  auto log = sqlite_log::open({dir}).value();
  position last = 0;
  auto wrong = 0;
  auto whole = log->scan(
      [&](position at, std::string_view, event_ptr e) -> result<void> {
        wrong += at != ++last;
        wrong += text_of(*e) != named(static_cast<int>(e->offset));
        return {};
      },
      {});
  REQUIRE(whole.has_value());
  REQUIRE(wrong == 0);
  return last;
}

} // namespace

TEST_CASE("A process that is killed has lost nothing that it acknowledged") {
  temporary_directory dir;
  const auto seed = 99u;
  CAPTURE(seed);
  std::mt19937 random{seed};
  position acknowledged = 0;
  for (auto round = 0; round < 20; ++round) {
    CAPTURE(round);
    child writer{[&](auto say) { talk_for_ever(dir / "data", say); }};
    for (auto commits = std::uniform_int_distribution{1, 60}(random); commits > 0; --commits) {
      auto p = writer.next();
      REQUIRE(p > 0);
      acknowledged = p;
    }
    writer.kill();
    while (auto p = writer.next()) // said before it died
      acknowledged = p;
    REQUIRE(writer.exit_code() == -SIGKILL);
    REQUIRE(last_whole(dir / "data") >= acknowledged);
  }
  CHECK(acknowledged > 200);
}

TEST_CASE("A disk that fails ends the process before anything is acknowledged") {
  struct failure {
    const char* name;
    int code;
    disk_step::kind at;
    bool aside = false; // of the thread that does not write
  };
  const auto how = GENERATE(failure{"full", SQLITE_FULL, disk_step::write},
                            failure{"write", SQLITE_IOERR_WRITE, disk_step::write},
                            failure{"fsync", SQLITE_IOERR_FSYNC, disk_step::sync},
                            failure{"fsync aside", SQLITE_IOERR_FSYNC, disk_step::sync, true});
  CAPTURE(how.name);
  temporary_directory dir;
  child writer{[&](auto say) {
    std::atomic<int> left = how.aside ? 20 : 300; // steps of this kind
    std::atomic<std::thread::id> writes;
    auto vfs = power_cut_vfs{[&](const disk_step& s) {
      if (s.what == disk_step::write)
        writes = std::this_thread::get_id();
      auto meant = s.what == how.at && (!how.aside || writes.load() != std::this_thread::get_id());
      return meant && --left < 0 ? how.code : SQLITE_OK;
    }};
    talk_for_ever(dir / "data", say);
  }};
  position acknowledged = 0;
  while (auto p = writer.next())
    acknowledged = p;
  CHECK(writer.exit_code() == exit_log_failed);
  auto errors = writer.errors();
  CHECK(errors.starts_with(R"({"level":"error","event":"log_failed","message":")"));
  CHECK(std::count(errors.begin(), errors.end(), '\n') == 1);
  CHECK(acknowledged > 0);
  CHECK(last_whole(dir / "data") >= acknowledged);
}

TEST_CASE("A full file system ends the process before anything is acknowledged") {
  temporary_directory dir;
  child writer{[&](auto say) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{512 * 1024, 512 * 1024}; // of any file that is written
    ::setrlimit(RLIMIT_FSIZE, &limit);
    talk_for_ever(dir / "data", say);
  }};
  position acknowledged = 0;
  while (auto p = writer.next())
    acknowledged = p;
  CHECK(writer.exit_code() == exit_log_failed);
  CHECK(acknowledged > 0);
  CHECK(last_whole(dir / "data") >= acknowledged);
}

TEST_CASE("A second process is refused while the first one lives") {
  temporary_directory dir;
  child first{[&](auto say) { talk_for_ever(dir / "data", say); }};
  REQUIRE(first.next() > 0);
  auto second = sqlite_log::open({dir / "data"});
  REQUIRE(second.has_error());
  CHECK(second.error().message.find("is in use by process") != std::string::npos);
  first.kill();
  CHECK(first.exit_code() == -SIGKILL);
  CHECK(sqlite_log::open({dir / "data"}).has_value());
}
