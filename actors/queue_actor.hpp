// The shell around one queue: lets conversations in under its policy, pushes a new policy to all of
// them, folds their rows, and publishes once per tick what has changed.
#pragma once

#include "actors/alerts.hpp"
#include "actors/queue_alerts.hpp"
#include "actors/stream_readers.hpp"
#include "domain/queue_board.hpp"

#include <set>
#include <unordered_map>
#include <vector>

namespace earshot::actors {

class queue_actor : public shell {
public:
  queue_actor(caf::actor_config& cfg, environment& env, queue_id id, directory_ptr directory);

  const queue_board& board() const { return board_; }

protected:
  caf::behavior make_behavior() override;

private:
  /// A policy that is on its way to the conversations, and who waits for its arrival.
  struct rollout {
    struct waiter {
      origin from;
      bool duplicate;
    };
    std::uint32_t version;
    std::string result;
    store::position position;
    std::size_t missing;
    std::vector<waiter> waiting;
  };

  void on(enter& m);
  void on(const change_policy& m);
  void on(const answer_when_in_force& m);
  void on(const policy_in_force& m);
  void on(const follow& m);
  void on(const use_directory& m);
  void on(const rows& m);
  void on(const actors::publish& m);
  void on(const look_at_wall& m);
  void on(const readmit& m);
  void on(const member_changed& m);
  void on(const alerts_counted& m);
  void on(const tell_roll_up& m);

  const directory::queue& self() const { return *directory_->find_queue(id_); }
  std::optional<protocol::queue_reader> kind_of(const viewer& who) const;
  void finish(rollout& r);
  void begin_day(time_point now);
  member_state state_of(const user_id& user) const;
  std::vector<member_state> members() const;
  void publish_presence(time_point now);
  void publish_alerts(time_point now);
  queue_alerts::telling telling_at(time_point now);
  template <class Encode>
  void publish_to_all(time_point now, store::position rests_on, Encode&& encode);

  environment& env_;
  queue_id id_;
  directory_ptr directory_;
  policy_ptr policy_; ///< the one of `directory_`, for conversations to share
  queue_board board_;
  std::unordered_map<conversation_id, caf::actor> open_; ///< keeps open conversations in memory
  std::unordered_map<user_id, member_state> states_;     ///< of those who work here, once heard of
  std::set<user_id> stirred_;                            ///< of these, changed since the last tick
  std::vector<rollout> rollouts_;
  queue_readers readers_;
  queue_alerts alerts_;
  store::position position_; ///< highest one folded in
  queue_figures published_;
};

} // namespace earshot::actors
