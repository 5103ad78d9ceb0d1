// What every actor is given: the few shared things of the process. Owned by the runtime, outlives
// all actors.
#pragma once

#include "actors/publication.hpp"
#include "config/options.hpp"
#include "sentiment/scorer.hpp"
#include "store/audit_trail.hpp"
#include "store/event_log.hpp"
#include "store/recordings.hpp"

#include <atomic>
#include <memory>
#include <string>

namespace earshot::actors {

/// What was done since the start, and how many actors there are, for the metrics.
struct tallies {
  std::atomic<std::uint64_t> erased{0};   ///< conversations, by order
  std::atomic<std::uint64_t> erasures{0}; ///< orders, each before it is answered
  std::atomic<std::uint64_t> purged{0};   ///< conversations, as their time was up
  std::atomic<std::uint64_t> conversations{0}, queues{0}, desks{0}, sellers{0}; ///< actors now
};

struct environment {
  publisher& out;
  store::event_log& log;
  const sentiment::scorer& scorer;
  std::string epoch;         ///< of conversation streams: the log's identity
  std::string process_epoch; ///< of all other streams: new with every start
  caf::actor registry = {};  ///< set once, before the first session
  caf::actor eraser = {};    ///< likewise
  caf::actor retention = {}; ///< likewise
  config::alert_options alerts = {};
  config::queue_options queues = {};
  time_point started = {}; ///< when the process began: whose day it is then
  store::audit_trail audit{log};
  actors::tallies tallies = {};
  caf::actor routing = {}; ///< likewise
  config::routing_options rules = {};
  store::recordings recordings = {};
};

} // namespace earshot::actors
