// What waits for one session's socket, in order: the gate and the bound. A frame leaves once the
// log position it rests on is committed; above the bound whole streams are dropped for a `gap`, so
// that a reader knows what it missed. Pure: no socket, no thread.
#pragma once

#include "actors/publication.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace earshot::runtime {

class outbox {
public:
  explicit outbox(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  void push(actors::delivery d);

  /// The next frame that may leave now; empty if there is none, or it rests on what is not
  /// committed.
  protocol::frame_ptr pop(store::position committed);

  bool empty() const { return waiting_.empty(); }
  /// What the next frame rests on. REQUIRES: !empty().
  store::position rests_on() const { return waiting_.front().rests_on; }
  std::size_t bytes() const { return bytes_; }
  bool over() const { return bytes_ > bytes_max_; }

  /// Drops what waits of the subscription that weighs most among those that `eligible` lets go, and
  /// says which; none if nothing of them waits. What is dropped is lost to the reader: send a gap.
  std::optional<std::uint32_t>
  drop_heaviest(const std::function<bool(std::uint32_t subscription)>& eligible);

private:
  static bool droppable(const actors::delivery& d) {
    return d.what == actors::delivery::kind::event || d.what == actors::delivery::kind::snapshot;
  }

  std::deque<actors::delivery> waiting_;
  std::size_t bytes_ = 0;
  std::size_t bytes_max_;
};

} // namespace earshot::runtime
