#include "actors/desk_actor.hpp"

#include "actors/seller_messages.hpp"
#include "protocol/encode_seller.hpp"

#include <algorithm>

namespace earshot::actors {

caf::behavior desk_actor::make_behavior() {
  return {
      [this](const rows& m) { on(m); },
      [this](const desk_news& m) { on(m); },
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
    if (desk_.take(r))
      publish(m.now.value_or(r->last_at), [&](const protocol::stream_place& place) {
        return protocol::desk_assigned_event(place, r->conversation);
      });
    bool mine = r->agent == desk_.owner() && r->left == left_queue::no;
    alerts_.take(r, mine && r->agent_sees ? r->agent_alert : nullptr);
    tell_alerts(m.now.value_or(r->last_at));
  }
}

/// Also told of an alert that ends because the sight of it does, but then not what it was about.
void desk_actor::tell_alerts(time_point now) {
  for (const alert_news& n : alerts_.take_news()) {
    bool sees = n.row->agent == desk_.owner() && n.row->agent_sees;
    publish(now, [&](const protocol::stream_place& place) {
      return protocol::alert_event(place, n, sees);
    });
  }
}

void desk_actor::on(const desk_news& m) {
  using change = dispatch::desk_change::kind;
  position_ = std::max(position_, m.position);
  for (const dispatch::desk_change& c : m.offers) {
    desk_.take(c);
    if (c.what == change::offered)
      publish(m.now, [&](const auto& place) { return protocol::desk_offer_event(place, *c.card); });
    if (c.what == change::ended)
      publish(m.now, [&](const auto& place) {
        return protocol::desk_offer_closed_event(place, c.card->conversation, c.fate);
      });
  }
  if (!m.state || *m.state == desk_.state())
    return;
  desk_.take(*m.state);
  publish(m.now, [&](const auto& place) {
    return protocol::desk_presence_event(place, *m.state, m.sent_away ? "offers_timed_out" : "");
  });
}

void desk_actor::on(const follow& m) {
  const user_id& owner = desk_.owner();
  if (m.from.by->user != owner || !m.from.by->roles.has_any({role::agent, role::supervisor}))
    return refuse_stream(env_, m, "agent/" + owner);
  readers_.follow(m, kind::owner, position_, [&] {
    return protocol::desk_snapshot(readers_.place(kind::owner, m.now), desk_);
  });
}

} // namespace earshot::actors
