// The shell around routing: hears of conversations, sessions and presence, and sends out what
// `dispatch` makes of it. One for all queues, because a person's capacity is one for all queues.
#pragma once

#include "actors/environment.hpp"
#include "actors/interfaces.hpp"

#include <deque>
#include <unordered_map>

namespace earshot::actors {

class routing_actor : public shell {
public:
  routing_actor(caf::actor_config& cfg, environment& env);

  const dispatch& state() const { return dispatch_; }

protected:
  caf::behavior make_behavior() override;
  void on_exit() override { conversations_.clear(); }

private:
  void on(const picture& m);
  void on(ask_place& m);
  void on(const session_changed& m);
  void on(const change_presence& m);
  /// Sends orders to conversations, and news to desks and queues.
  void send_out(time_point now);

  environment& env_;
  dispatch dispatch_;
  std::unordered_map<conversation_id, caf::actor> conversations_; ///< those that concern anybody
  /// Of each user's last `keys_max` commands `presence.set`, the newest first.
  std::unordered_map<user_id, std::deque<command_key>> keys_;
  static constexpr std::size_t keys_max = 32;
  store::position position_ = 0; ///< highest one folded in
};

} // namespace earshot::actors
