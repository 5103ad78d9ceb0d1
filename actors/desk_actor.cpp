#include "actors/desk_actor.hpp"

#include "protocol/encode_seller.hpp"

namespace earshot::actors {

caf::behavior desk_actor::make_behavior() {
  return {
      [this](const rows& m) { on(m); },
      [this](const follow& m) { on(m); },
      [this](const unfollow& m) { readers_.unfollow(m); },
      [this](const commented& m) {
        readers_.publish(kind::owner, m.at, m.position, [&](const protocol::stream_place& place) {
          return protocol::seller_event(place, "comment", m.body);
        });
      },
  };
}

void desk_actor::on(const rows& m) {
  for (const row_ptr& r : m.list) {
    position_ = std::max(position_, r->position);
    if (desk_.take(owner_, r))
      readers_.publish(kind::owner, r->accepted_at.value_or(r->last_at), position_,
                       [&](const protocol::stream_place& place) {
                         return protocol::desk_assigned_event(place, r->conversation);
                       });
    bool mine = r->agent == owner_ && r->left == left_queue::no;
    alerts_.take(r, mine && r->agent_sees ? r->agent_alert : nullptr);
    tell_alerts(r->last_at);
  }
}

/// Also told of an alert that ends because the sight of it does, but then not what it was about.
void desk_actor::tell_alerts(time_point now) {
  for (const alert_news& n : alerts_.take_news()) {
    bool sees = n.row->agent == owner_ && n.row->agent_sees;
    readers_.publish(kind::owner, now, position_, [&](const protocol::stream_place& place) {
      return protocol::alert_event(place, n, sees);
    });
  }
}

void desk_actor::on(const follow& m) {
  if (m.from.by->user != owner_ || !m.from.by->roles.has(role::agent))
    return refuse(env_, m, {errc::not_found, "no agent '" + owner_ + "'", "/stream"},
                  "agent/" + owner_);
  readers_.follow(m, kind::owner, position_, [&] {
    return protocol::desk_snapshot(readers_.place(kind::owner, m.now), desk_);
  });
}

} // namespace earshot::actors
