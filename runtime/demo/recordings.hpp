// What is heard of the demo's calls: nobody speaks in it, so two voices hum in the rhythm of what
// was said. A pure function makes the sound; another hands it to the server, as a connector does.
#pragma once

#include "runtime/demo/past.hpp"
#include "runtime/load/client.hpp"

#include <string>
#include <vector>

namespace earshot::demo {

struct recording {
  std::string conversation;
  std::string wav; ///< 8 kHz, 8 bits, one channel
};

/// Of everyone's last call among `deeds`, so that there is something to listen to.
std::vector<recording> last_calls(const std::vector<deed>& deeds);

/// Blocks until the server has it: a few milliseconds, before the doors are open. The status of the
/// answer: 201 where it is new.
/// THROWS: boost::system::system_error where the server is not there.
unsigned put_recording(const load::endpoint& to, const std::string& token, const recording& r);

} // namespace earshot::demo
