// Who is told of a queue's alerts: its supervisors who follow it and are there, each of them not of
// their own conversations, and in a storm no more than they can take. Owned by one queue actor.
#pragma once

#include "actors/stream_readers.hpp"
#include "domain/alert_board.hpp"
#include "domain/alert_storm.hpp"

#include <functional>
#include <unordered_map>
#include <vector>

namespace earshot::actors {

using queue_readers = stream_readers<protocol::queue_reader, 3>;

class queue_alerts {
public:
  /// A row of the queue; one that has left it has no alert any more.
  void take(const row_ptr& r);
  /// The same for one that a restart brought back: no news.
  void restore(const row_ptr& r);

  /// At the tick: tells what is new. `sees`: the queue's sentiment is on; `away`: a supervisor who
  /// wants no alerts now.
  void publish(queue_readers& readers, time_point now, store::position rests_on, bool sees,
               const std::function<bool(const user_id&)>& away);

  /// What a supervisor's snapshot shows, the newest first.
  std::vector<const alert_board::entry*> open_for(const viewer& who) const;

private:
  void raise(const alert_news& n, queue_readers& readers, time_point now, store::position rests_on,
             const std::function<bool(const user_id&)>& away);
  void tell_roll_ups(queue_readers& readers, time_point now, store::position rests_on);

  alert_board board_;
  std::unordered_map<user_id, alert_storm> storms_;
};

} // namespace earshot::actors
