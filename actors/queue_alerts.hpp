// Who is told of a queue's alerts: its supervisors who follow it and are there, each of them not of
// their own conversations, and in a storm no more than they can take. Who is not there is told of
// nothing new, and coming back of what is open still. Owned by one queue actor.
#pragma once

#include "actors/stream_readers.hpp"
#include "domain/alert_board.hpp"
#include "domain/alert_storms.hpp"

#include <functional>
#include <set>
#include <vector>

namespace earshot::actors {

using queue_readers = stream_readers<protocol::queue_reader, 3>;

class queue_alerts {
public:
  /// A supervisor is there, and is to be told.
  using is_there = std::function<bool(const user_id&)>;

  /// How the queue stands when its alerts are told.
  struct telling {
    queue_readers& to;
    time_point now;
    store::position rests_on;
    bool sees; ///< the queue's sentiment is on
    is_there there;
  };

  /// A row of the queue; one that has left it has no alert any more.
  void take(const row_ptr& r);
  /// The same for one that a restart brought back: no news.
  void restore(const row_ptr& r);

  /// Takes up what is new. Returns, for each supervisor, the alerts that have to be counted before
  /// they are told: then `tell` follows with those that come singly, and until it does nothing more
  /// is taken up, so that alerts keep their order.
  std::vector<alert_storms::alert> take_up(const telling& t);
  bool being_counted() const { return !counted_.empty(); }
  /// Tells what was taken up.
  void tell(const telling& t, const std::vector<alert_storms::alert>& singly);
  void tell(const telling& t, const alert_storms::due& roll_up);

  /// What a supervisor's snapshot shows, the newest first.
  std::vector<const alert_board::entry*> open_for(const viewer& who) const;

private:
  void note_raised(alert_storms::alert a, const telling& t,
                   std::vector<alert_storms::alert>& raised);
  void catch_up(const user_id& user, std::vector<alert_storms::alert>& raised);
  void forget(const conversation_id& cleared);
  template <class Wanted>
  void tell(const telling& t, const alert_news& n, Wanted&& wanted);

  alert_board board_;
  std::vector<alert_news> news_;             ///< taken up, not told yet
  std::vector<alert_storms::alert> counted_; ///< of these, what is being counted
  std::set<alert_storms::alert> rolled_up_;  ///< of those that are open, told in a storm's count
  std::set<alert_storms::alert> missed_;     ///< raised while they followed and were not there
  std::vector<alert_storms::alert> late_;    ///< of these, taken up for who is back, not told yet
};

} // namespace earshot::actors
