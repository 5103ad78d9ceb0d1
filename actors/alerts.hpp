// What queues and the registry say to each other about alerts.
#pragma once

#include "actors/caf.hpp"
#include "domain/alert_storms.hpp"

#include <vector>

namespace earshot::actors {

/// Alerts of a queue that are to be told, each to one supervisor. How many of them come singly is
/// counted over all queues, so the registry answers with `alerts_counted`.
struct count_alerts {
  queue_id queue;
  std::vector<alert_storms::alert> raised;
  time_point now;
};

/// Those that come singly.
struct alerts_counted {
  std::vector<alert_storms::alert> singly;
  time_point now;
};

/// What a storm has for one supervisor, in place of single alerts.
struct tell_roll_up {
  alert_storms::due what;
  time_point now;
};

} // namespace earshot::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::count_alerts)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::alerts_counted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::tell_roll_up)
