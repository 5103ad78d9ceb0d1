// What `earshot demo` is asked to do; the command line sets it, with these defaults.
#pragma once

#include <cstdint>
#include <string>

namespace earshot::runtime {

struct demo_options {
  std::uint16_t port = 8080; ///< on loopback; taken already: the next free one
  std::uint64_t seed = 1;    ///< of who comes when
  double pace = 1;           ///< 2: everyone is twice as fast; the story keeps its times
  std::string web_dir;       ///< the console from there instead of from the program; empty: not
  int seconds = 0;           ///< ends by itself after this long; 0: stays
};

} // namespace earshot::runtime
