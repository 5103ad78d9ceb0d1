// The shell around one person's live desk: tells them at once what has been assigned to them.
#pragma once

#include "actors/stream_readers.hpp"
#include "domain/alert_board.hpp"
#include "domain/desk.hpp"

namespace earshot::actors {

class desk_actor : public shell {
public:
  desk_actor(caf::actor_config& cfg, environment& env, user_id owner)
      : shell(cfg), env_(env), owner_(std::move(owner)), readers_(env, "agent/" + owner_) {}

  const earshot::desk& desk() const { return desk_; }

protected:
  caf::behavior make_behavior() override;

private:
  enum class kind : std::uint8_t { owner };

  void on(const rows& m);
  void tell_alerts(time_point now);
  void on(const follow& m);

  environment& env_;
  user_id owner_;
  earshot::desk desk_;
  alert_board alerts_;
  stream_readers<kind, 1> readers_;
  store::position position_ = 0;
};

} // namespace earshot::actors
