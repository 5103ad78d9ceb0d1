// How fast the durable log is beside the disk it stands on: events a second when every 1 or 100
// events are waited for, next to a bare file with fdatasync in the same run; and how fast a log is
// read at start. Usage: log_bench [DIRECTORY] [SCAN_EVENTS]
#include "store/record.hpp"
#include "store/sqlite_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>

namespace {

using namespace earshot;
using namespace earshot::store;
using seconds = std::chrono::duration<double>;

constexpr int conversations = 2'000; // at once; each event goes to the next one

// A customer's message of a usual length, with what scoring says about it.
event_ptr message(std::uint64_t offset) {
  auto e = std::make_shared<event>();
  e->offset = offset;
  e->at = time_point{milliseconds{1'790'000'000'000 + static_cast<std::int64_t>(offset)}};
  utterance said;
  said.message = static_cast<std::uint32_t>(offset);
  said.by = {author_role::customer, "customer-4711"};
  said.text = "I have been waiting for my parcel for two weeks now, can you tell me where it is?";
  said.at = e->at;
  said.lang = english;
  said.words = 18;
  said.scored.score = -0.4211;
  e->what = conversation_event{
      message_added{std::move(said), {-0.41, no_score::none, level::negative, 3, false}}};
  return e;
}

// Appends message after message, round robin over the conversations.
class talk {
public:
  explicit talk(event_log& log) : log_{log} {}

  position next() {
    auto round = n_ / conversations + 1;
    auto name = "conversation-" + std::to_string(first_ + n_ % conversations);
    if (++n_ == std::uint64_t{conversations} * 20) { // twenty messages each, then others come
      n_ = 0;
      first_ += conversations;
    }
    return log_.append(name, message(round));
  }

private:
  event_log& log_;
  std::uint64_t n_ = 0;
  std::uint64_t first_ = 0;
};

template <class Work>
double seconds_of(Work work) {
  auto start = std::chrono::steady_clock::now();
  work();
  return seconds{std::chrono::steady_clock::now() - start}.count();
}

// A growing file; each round writes `bytes` at its end and has them on disk before it returns.
class bare_file {
public:
  explicit bare_file(const std::string& name)
      : fd_{::open(name.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600)} {}
  ~bare_file() { ::close(fd_); }

  void round(const std::string& bytes) {
    if (::write(fd_, bytes.data(), bytes.size()) < 0 || ::fdatasync(fd_) != 0)
      std::abort();
  }

private:
  int fd_;
};

// The log commits `batch` events at a time, as it does when so many come during one fdatasync. In
// slices of some rounds, in turn with the bare file, as a disk's own speed changes all the time.
void compare(const std::filesystem::path& dir, int batch, int slices) {
  constexpr int rounds = 20;
  std::string record;
  write_record(*message(10), record);
  std::string bytes;
  for (int n = 0; n < batch; ++n)
    bytes += record;
  auto data = (dir / ("log-" + std::to_string(batch))).string();
  auto bare = bare_file{(dir / "bare").string()};
  auto log = sqlite_log::open({data, static_cast<std::size_t>(batch)}).value();
  std::atomic<position> durable = 0;
  log->on_commit([&] {
    durable = log->committed();
    durable.notify_one();
  });
  auto talking = talk{*log};
  double bare_seconds = 0, log_seconds = 0;
  for (int slice = 0; slice < slices; ++slice) {
    bare_seconds += seconds_of([&] {
      for (int r = 0; r < rounds; ++r)
        bare.round(bytes);
    });
    log_seconds += seconds_of([&] {
      position last = 0;
      for (int n = 0; n < rounds * batch; ++n)
        last = talking.next();
      for (auto upto = durable.load(); upto < last; upto = durable.load())
        durable.wait(upto);
    });
  }
  auto n = slices * rounds;
  std::printf(
      "batches of %3d: log %7.0f events/s (%4.0f us a commit), bare fdatasync %7.0f (%4.0f us), "
      "ratio %.2f\n",
      batch, n * batch / log_seconds, log_seconds / n * 1e6, n * batch / bare_seconds,
      bare_seconds / n * 1e6, bare_seconds / log_seconds);
}

void scan(const std::filesystem::path& dir, int events) {
  auto data = (dir / "scan").string();
  auto filling = 0.0;
  auto cpu = std::clock();
  {
    auto log = sqlite_log::open({data}).value();
    auto talking = talk{*log};
    filling = seconds_of([&] {
      for (int n = 0; n < events; ++n) {
        talking.next();
        while (log->backlog_bytes() > 16u << 20)
          ::usleep(1000);
      }
      log->stop();
    });
    cpu = std::clock() - cpu;
  }
  std::printf("unwaited for:   %9.0f events/s, %.2f us of CPU each; %d events take %.0f bytes each "
              "on disk\n",
              events / filling, 1e6 * static_cast<double>(cpu) / CLOCKS_PER_SEC / events, events,
              static_cast<double>(std::filesystem::file_size(data + "/earshot.db")) / events);
  auto log = sqlite_log::open({data}).value();
  int seen = 0;
  auto took = seconds_of([&] {
    log->scan(
           [&](position, std::string_view, event_ptr) -> result<void> {
             ++seen;
             return {};
           },
           {})
        .value();
  });
  std::printf("scan:           %9.0f events/s; %d events in %.2f s\n", seen / took, seen, took);
}

} // namespace

int main(int argc, char** argv) {
  auto dir =
      std::filesystem::path{argc > 1 ? argv[1] : "."} / ("log-bench-" + std::to_string(::getpid()));
  auto events = argc > 2 ? std::atoi(argv[2]) : 1'000'000;
  std::filesystem::create_directories(dir);
  compare(dir, 1, 100);
  compare(dir, 100, 100);
  scan(dir, events);
  std::filesystem::remove_all(dir);
}
