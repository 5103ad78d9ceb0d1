// What one I/O thread counts. Written by that thread alone, read by whoever asks for metrics.
#pragma once

#include <atomic>
#include <cstdint>

namespace earshot::runtime {

/// A number with one writer: no locked instruction on the hot path.
class counter {
public:
  void add(std::uint64_t n = 1) {
    value_.store(value_.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
  void sub(std::uint64_t n = 1) { add(~n + 1); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
  std::atomic<std::uint64_t> value_{0};
};

struct counters {
  counter sessions; ///< open now
  counter sessions_total;
  counter frames_in;
  counter frames_out;
  counter bytes_in;
  counter bytes_out;
  counter commands;
  counter bad_frames;
  counter refused;       ///< unauthenticated, forbidden or over a limit
  counter gaps;          ///< streams dropped for slow readers
  counter slow_closed;   ///< sessions closed because they read too slowly
  counter subscriptions; ///< open now
};

} // namespace earshot::runtime
