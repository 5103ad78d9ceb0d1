// Durations counted in buckets whose width grows with the value, so that any number of them fit in
// 15 KB and every figure is right to 1.6 %. After HdrHistogram by Gil Tene.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstdint>

namespace earshot::load {

class histogram {
public:
  using duration = std::chrono::nanoseconds;

  void add(duration d) {
    const auto us = static_cast<std::uint64_t>(std::max<std::int64_t>(0, d.count() / 1000));
    ++counts_[std::min(bucket_of(us), counts_.size() - 1)];
    ++total_;
    max_ = std::max(max_, d);
  }

  std::uint64_t total() const { return total_; }
  duration max() const { return max_; }

  /// The duration that `share` (0..1) of all do not exceed; 0 if there are none.
  duration quantile(double share) const {
    const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(total_) + 0.5);
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i)
      if ((seen += counts_[i]) >= wanted && seen > 0)
        return std::min(max_, duration(std::chrono::microseconds(top_of(i))));
    return max_;
  }

private:
  static constexpr std::uint64_t steps = 64; // buckets per doubling
  static constexpr int step_bits = 6;

  /// Exact below 64 us; then 64 buckets from each power of two to the next.
  static std::size_t bucket_of(std::uint64_t us) {
    if (us < steps)
      return us;
    const int doublings = std::bit_width(us) - 1 - step_bits;
    return static_cast<std::size_t>((doublings + 1) * steps + ((us >> doublings) - steps));
  }

  static std::uint64_t top_of(std::size_t bucket) {
    if (bucket < steps)
      return bucket;
    const auto doublings = bucket / steps - 1;
    return ((bucket % steps + steps + 1) << doublings) - 1;
  }

  std::array<std::uint64_t, steps * 30> counts_{}; // up to 9 hours
  std::uint64_t total_ = 0;
  duration max_{0};
};

} // namespace earshot::load
