// What a load test found: figures, their names, and the thresholds held against them.
#pragma once

#include "runtime/load/histogram.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace earshot::load {

struct report {
  std::uint64_t sessions = 0;
  std::uint64_t chats = 0;
  std::uint64_t messages = 0;   ///< accepted by the server
  std::uint64_t deliveries = 0; ///< of messages to subscribers
  std::uint64_t lost = 0;       ///< never came to a subscriber
  std::uint64_t duplicated = 0; ///< came again
  std::uint64_t reordered = 0;  ///< came after a later one
  std::uint64_t corrupted = 0;  ///< came with another text
  std::uint64_t gaps = 0;       ///< offsets not contiguous, streams cut
  std::uint64_t refused = 0;    ///< sent again after an error that allows it
  double rate = 0;              ///< asked for, in messages a second; 0: as fast as it goes
  std::chrono::nanoseconds connecting{0}; ///< all sessions
  std::chrono::nanoseconds running{0};
  histogram connect;                      ///< of each session
  histogram latency;                      ///< from the send, or the time it was due, to the event
  std::chrono::nanoseconds server_cpu{0}; ///< while running; 0: unknown
  std::uint64_t server_bytes = 0;         ///< resident at the end; 0: unknown
  std::chrono::nanoseconds client_cpu{0};

  /// Every message came once, in order and whole.
  bool complete() const { return lost + duplicated + reordered + corrupted + gaps == 0; }
  /// Name and value of everything a threshold may name; times in ms.
  std::vector<std::pair<std::string, double>> figures() const;
};

/// A table for people.
std::string as_text(const report& r);
/// One JSON object on one line.
std::string as_json(const report& r);

/// `p99<20ms`, `msgs_per_s>=5000`, `lost=0`. Units us, ms and s for times, ms if there is none.
struct threshold {
  std::string text, figure;
  char relation = '<'; ///< '<' or '>', both with equality where `or_equal`; '='
  bool or_equal = false;
  double bound = 0;

  /// Throws `failure` saying what is wrong with `text` and what could stand there.
  static threshold parse(const std::string& text);
  bool holds(const report& r) const;
};

} // namespace earshot::load
