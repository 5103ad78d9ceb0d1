// Numbers that one thread writes and any may read, for the metrics: no locked instruction on the
// way to them.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace earshot {

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

/// How many values fell between each two bounds, and the sum of all.
class histogram {
public:
  /// REQUIRES: `bounds` ascend, and outlive the histogram.
  explicit histogram(std::span<const double> bounds)
      : bounds_(bounds), counts_(bounds.size() + 1) {}

  void add(double value) {
    const auto above = std::lower_bound(bounds_.begin(), bounds_.end(), value);
    counts_[static_cast<std::size_t>(above - bounds_.begin())].add();
    sum_.store(sum_.load(std::memory_order_relaxed) + value, std::memory_order_relaxed);
  }

  std::span<const double> bounds() const { return bounds_; }
  /// Values of at most bound `i` and more than the one before; after the last bound, all above it.
  std::uint64_t count(std::size_t i) const { return counts_[i].value(); }
  double sum() const { return sum_.load(std::memory_order_relaxed); }

private:
  std::span<const double> bounds_;
  std::vector<counter> counts_;
  std::atomic<double> sum_{0};
};

} // namespace earshot
