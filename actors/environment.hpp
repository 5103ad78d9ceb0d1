// What every actor is given: the few shared things of the process. Owned by the runtime, outlives
// all actors.
#pragma once

#include "actors/publication.hpp"
#include "config/options.hpp"
#include "sentiment/scorer.hpp"
#include "store/audit_trail.hpp"
#include "store/event_log.hpp"

#include <memory>
#include <string>

namespace earshot::actors {

struct environment {
  publisher& out;
  store::event_log& log;
  const sentiment::scorer& scorer;
  std::string epoch;         ///< of conversation streams: the log's identity
  std::string process_epoch; ///< of all other streams: new with every start
  caf::actor registry = {};  ///< set once, before the first session
  config::alert_options alerts = {};
  config::queue_options queues = {};
  store::audit_trail audit{log};
  caf::actor routing = {}; ///< likewise
  config::routing_options rules = {};
};

} // namespace earshot::actors
