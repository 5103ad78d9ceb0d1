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
