// What one I/O thread counts. Written by that thread alone, read by whoever asks for metrics.
#pragma once

#include "domain/counter.hpp"

#include <array>

namespace earshot::runtime {

/// In which steps the time of answers is counted.
inline constexpr std::array answer_seconds{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                           0.025,  0.05,    0.1,    0.25,  0.5,    1.0,   2.5};

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
  histogram answers{answer_seconds};
};

} // namespace earshot::runtime
