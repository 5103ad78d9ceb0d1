// The shell around one person's live desk: tells them at once what they are offered and assigned.
#pragma once

#include "actors/stream_readers.hpp"
#include "domain/alert_board.hpp"
#include "domain/desk.hpp"

namespace earshot::actors {

class desk_actor : public shell {
public:
  desk_actor(caf::actor_config& cfg, environment& env, user_id owner)
      : shell(cfg), env_(env), readers_(env, "agent/" + owner),
        desk_(std::move(owner), static_cast<std::uint32_t>(env.rules.capacity)) {}

  const earshot::desk& desk() const { return desk_; }

protected:
  caf::behavior make_behavior() override;

private:
  enum class kind : std::uint8_t { owner };

  void on(const rows& m);
  void tell_alerts(time_point now);
  void on(const desk_news& m);
  void on(const follow& m);
  template <class Encode>
  void publish(time_point now, Encode&& encode) {
    readers_.publish(kind::owner, now, position_, std::forward<Encode>(encode));
  }

  environment& env_;
  alert_board alerts_;
  stream_readers<kind, 1> readers_;
  earshot::desk desk_;
  store::position position_ = 0; ///< highest one folded in
};

} // namespace earshot::actors
