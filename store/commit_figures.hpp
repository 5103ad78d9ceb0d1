// How the disk does: what a commit takes along, and how long writing it and the fsync take; the
// fsync alone where it went on beside the next commit. Written by the log's threads, read by
// anyone.
#pragma once

#include "domain/counter.hpp"

#include <array>

namespace earshot::store {

inline constexpr std::array batch_steps{1., 2., 5., 10., 20., 50., 100., 200., 500., 1000.};
inline constexpr std::array commit_steps{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                         0.025,  0.05,    0.1,    0.25,  0.5,    1.0,   2.5};

struct commit_figures {
  histogram events{batch_steps};
  histogram seconds{commit_steps};
};

} // namespace earshot::store
