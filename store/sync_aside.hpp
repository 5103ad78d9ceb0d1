// A thread that brings commits to disk while the writer writes the next ones.
#pragma once

#include "store/event_log.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace earshot::store {

/// Never are more commits written and not yet on disk, the one being written included: what a power
/// cut may tear.
inline constexpr int unsynced_max = 4;

class sync_aside {
public:
  /// `sync` has everything written so far on disk before it returns, and tells of what is durable
  /// with that: all up to the position it is given.
  explicit sync_aside(std::function<void(position)> sync);
  ~sync_aside();

  /// What is written up to `upto` is to be synced: with one sync if several commits wait. Returns
  /// when one more may be written.
  void begin(position upto);

  /// Returns when nothing goes on aside any more.
  void wait();

private:
  void run();

  const std::function<void(position)> sync_;
  std::mutex mutex_; // of the next five
  std::condition_variable changed_;
  position upto_ = 0;
  std::uint64_t begun_ = 0;
  std::uint64_t done_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

} // namespace earshot::store
