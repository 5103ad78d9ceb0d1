// The log's second thread, with a connection that only reads: transcripts, rows, backups. It
// carries out one job after the other, in the order they were given.
#pragma once

#include "store/sqlite.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace earshot::store {

class log_reader {
public:
  using job = std::function<void(database&)>;

  explicit log_reader(database log);
  ~log_reader() { stop(); }

  /// Thread-safe; never waits.
  void submit(job what);

  /// Finishes the job under way; the ones that wait are dropped.
  void stop();

private:
  void run();

  database log_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<job> jobs_;
  bool stopping_ = false;
  std::thread thread_;
};

} // namespace earshot::store
