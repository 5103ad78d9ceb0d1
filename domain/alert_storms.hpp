// Every supervisor's storm, counted over all queues they watch: ten queues at once are one person's
// minute. Owned by the registry; time comes in.
#pragma once

#include "domain/alert_storm.hpp"

#include <unordered_map>
#include <vector>

namespace earshot {

class alert_storms {
public:
  /// An alert of one conversation on its way to one supervisor.
  struct alert {
    user_id to;
    conversation_id of;

    friend auto operator<=>(const alert&, const alert&) = default;
  };
  /// A roll-up to be told on the queue that the newest alert in it came from.
  struct due {
    user_id to;
    queue_id queue;
    alert_storm::roll_up what;
  };

  /// True if it comes singly, false if it goes into the roll-up.
  bool admit(const alert& a, const queue_id& queue, time_point now);

  /// The roll-ups that have grown and may be told (again).
  std::vector<due> take_due(time_point now);

private:
  struct storm {
    alert_storm count;
    queue_id newest_from;
  };

  std::unordered_map<user_id, storm> storms_;
};

} // namespace earshot
