// How often something may happen: a count per second, begun anew with each second. Pure; the caller
// brings the time.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace earshot::runtime {

/// For one owner on one thread.
class rate_limit {
public:
  using clock = std::chrono::steady_clock;

  /// Counts one more; returns how many there have been in this second.
  int count(clock::time_point now) {
    if (now - began_ >= std::chrono::seconds(1)) {
      began_ = now;
      count_ = 0;
    }
    return ++count_;
  }

  /// Until the next second begins.
  std::chrono::milliseconds left(clock::time_point now) const {
    const auto rest = began_ + std::chrono::seconds(1) - now;
    return std::chrono::ceil<std::chrono::milliseconds>(rest);
  }

private:
  clock::time_point began_{};
  int count_ = 0;
};

/// The same for many threads at once. Where two of them begin a second together a few may be
/// counted to the wrong one; that is close enough for a bound.
class shared_rate_limit {
public:
  using clock = rate_limit::clock;

  int count(clock::time_point now) {
    const auto second = now.time_since_epoch() / std::chrono::seconds(1);
    if (second_.load(std::memory_order_relaxed) != second) {
      second_.store(second, std::memory_order_relaxed);
      count_.store(0, std::memory_order_relaxed);
    }
    return count_.fetch_add(1, std::memory_order_relaxed) + 1;
  }

private:
  std::atomic<std::int64_t> second_{0};
  std::atomic<int> count_{0};
};

} // namespace earshot::runtime
