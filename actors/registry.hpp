// Knows who and what there is: owns the directory of queues and teams, finds or brings back
// conversations, and creates the actors of queues, desks and sellers.
#pragma once

#include "actors/alerts.hpp"
#include "actors/environment.hpp"
#include "actors/overview_actor.hpp"
#include "actors/replay.hpp"
#include "actors/upkeep.hpp"

#include <map>
#include <set>
#include <unordered_map>
#include <variant>
#include <vector>

namespace earshot::actors {

class registry_actor : public shell {
public:
  registry_actor(caf::actor_config& cfg, environment& env, replayed past);

  const directory& current() const { return *past_.directory; }

protected:
  caf::behavior make_behavior() override;
  void on_exit() override;

private:
  /// What waits for a conversation that is being read from the log.
  using waiting = std::variant<find, open_new, erase_content, recording_request>;
  using handles = std::unordered_map<std::string, caf::actor>;

  void on(const find& m);
  void on(open_new& m);
  void on(const erase_content& m);
  void on(const purge& m);
  void on(change_directory& m);
  void on(loaded& m);
  void on(const rows& m);
  /// Rows go by the tick, hand-overs at once: false for a row that a newer one has overtaken.
  bool is_news(const conversation_row& r);
  void on(const tick& m);
  void on(const commented& m);
  void on(const ask_overview& m);
  void on(const ask_team_median& m);
  void on(const forget_purged& m);
  void on(recording_request& m);
  /// Asks these sellers for their period; `then` gets what they gave.
  void gather(const std::vector<user_id>& sellers, const insight_period& period,
              const history_filter& only, overview_actor::finished then);
  void send_to_sellers(const std::vector<row_ptr>& list);
  void on(const assigned_to& m);
  void on(const moved& m);
  void on(desk_news& m);
  void on(const count_alerts& m);
  void tell_roll_ups(time_point now);

  result<directory_event> decide(const viewer& by, const create_queue& c) const;
  result<directory_event> decide(const viewer& by, const change_queue& c) const;
  result<directory_event> decide(const viewer& by, const configure_queue& c) const;
  result<directory_event> decide(const viewer& by, const set_team& c) const;
  result<directory_event> decide(const viewer& by, const set_user& c) const;
  result<directory_event> decide(const viewer& by, const set_trackers& c) const;
  void repeat(const change_directory& m, const replayed::directory_key& first);
  void commit(directory_event what, const change_directory& m);

  /// Whom a change of the directory concerns besides the sessions; nobody else is woken.
  struct concern {
    queue_id queue = {};  ///< empty: none of them
    bool policy = false;  ///< of that queue
    bool routing = false; ///< who serves where
    bool talks = false;   ///< rights, or what is tracked: all conversations and sellers
  };
  static concern concerned_by(const directory_event& what);
  void tell_talks(const use_directory& news);

  /// The conversation if it is in memory; an empty handle if not.
  caf::actor in_memory(const conversation_id& id);
  /// `newest`: position of the last event, 0 if nobody folded them.
  caf::actor bring_in(const conversation_id& id, std::vector<event_ptr> history,
                      store::position newest = 0);
  void wait_for(const conversation_id& id, waiting what);
  void enter_queue(open_new& m, caf::actor conversation);
  caf::actor queue_of(const queue_id& id);
  caf::actor desk_of(const user_id& id);
  caf::actor seller_of(const user_id& id);
  void bring_back();
  void notice_what_is_tracked();
  /// Conversations that are gone from memory leave the table, a few at every tick.
  void sweep();

  environment& env_;
  replayed past_; ///< its directory, offset and keys go on to be the current ones
  struct known_conversation {
    caf::weak_actor_ptr handle;
    store::position newest = 0; ///< of the rows that have come
  };
  std::unordered_map<conversation_id, known_conversation> conversations_;
  std::unordered_map<conversation_id, std::vector<waiting>> loading_;
  std::size_t next_bucket_ = 0;
  handles queues_, desks_, sellers_;
  std::set<user_id> sellers_touched_; ///< got rows since the last tick
  alert_storms storms_;
};

} // namespace earshot::actors
