// What one subscriber has seen of one conversation, and what is wrong with it. Messages are
// numbered from 1 in the order they were sent.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace earshot::load {

class delivery_check {
public:
  enum class verdict { in_order, duplicated, reordered };

  /// The stream goes on after `offset`.
  void begin(std::uint64_t offset) { offset_ = offset; }

  /// True if `offset` is the next one; either way it counts from there on.
  bool follows(std::uint64_t offset) {
    const bool next = offset == offset_ + 1;
    offset_ = offset;
    return next;
  }

  verdict message(std::uint32_t number) {
    if (number > seen_) {
      for (auto skipped = seen_ + 1; skipped < number; ++skipped)
        missing_.push_back(skipped);
      seen_ = number;
      return verdict::in_order; // what it overtook is late, if it comes at all
    }
    const auto late = std::find(missing_.begin(), missing_.end(), number);
    if (late == missing_.end())
      return verdict::duplicated;
    missing_.erase(late);
    return verdict::reordered;
  }

  /// How many of the first `sent` messages never came.
  std::uint64_t lost(std::uint32_t sent) const {
    return missing_.size() + (sent > seen_ ? sent - seen_ : 0);
  }

private:
  std::uint64_t offset_ = 0;
  std::uint32_t seen_ = 0; // the highest number there was
  std::vector<std::uint32_t> missing_;
};

} // namespace earshot::load
