#include "actors/routing_actor.hpp"

#include "actors/answers.hpp"

#include <algorithm>
#include <map>

namespace earshot::actors {

namespace {

dispatch_rules rules_of(const config::routing_options& o) {
  return {milliseconds(o.offer_timeout_ms), milliseconds(o.reconnect_grace_ms),
          static_cast<std::uint32_t>(o.capacity)};
}

} // namespace

routing_actor::routing_actor(caf::actor_config& cfg, environment& env)
    : shell(cfg), env_(env), dispatch_(rules_of(env.rules)) {}

caf::behavior routing_actor::make_behavior() {
  return {
      [this](const picture& m) { on(m); },
      [this](ask_place& m) { on(m); },
      [this](const session_changed& m) { on(m); },
      [this](const change_presence& m) { on(m); },
      [this](const use_directory& m) {
        position_ = std::max(position_, m.directory->position());
        dispatch_.use(m.directory);
        send_out(m.now);
      },
      [this](const tick& m) {
        dispatch_.tick(m.now);
        send_out(m.now);
      },
  };
}

void routing_actor::on(const picture& m) {
  position_ = std::max(position_, m.row->position);
  if (m.row->concerns_nobody())
    conversations_.erase(m.row->conversation);
  else
    conversations_.insert_or_assign(m.row->conversation, m.conversation);
  dispatch_.take(m.row, m.seen, m.restored, m.now);
  send_out(m.now);
}

void routing_actor::on(ask_place& m) {
  auto c = std::visit([](const auto& what) { return what.conversation; }, m.command.what);
  dispatch::place p = dispatch_.ask_place(c, m.user, m.keep);
  tell(m.conversation,
       to_conversation{place_answer{std::move(m.command), std::move(p.objection), p.number}});
}

void routing_actor::on(const session_changed& m) {
  m.begun ? dispatch_.begin_session(m.user, m.serves, m.now)
          : dispatch_.end_session(m.user, m.serves, m.now);
  send_out(m.now);
}

void routing_actor::on(const change_presence& m) {
  const user_id& user = m.from.by->user;
  bool repeated = false;
  if (!m.key.key.empty()) {
    auto& used = keys_[user];
    auto before = std::find_if(used.begin(), used.end(),
                               [&](const command_key& k) { return k.key == m.key.key; });
    repeated = before != used.end();
    if (repeated && before->body != m.key.body)
      return refuse(env_, m.from, used_key(m.key.key));
    if (!repeated)
      used.push_front(m.key);
    used.resize(std::min(used.size(), keys_max));
  }
  if (!repeated)
    dispatch_.set(user, m.what, m.now);
  send_out(m.now); // before the answer: what its sender does next finds the presence in force
  answer(env_, m.from, protocol::presence_result(dispatch_.state_of(user)), position_, repeated);
}

void routing_actor::send_out(time_point now) {
  dispatch::outcome out = dispatch_.take_outcome();
  for (dispatch::order& o : out.orders)
    if (auto to = conversations_.find(o.to); to != conversations_.end())
      tell(to->second, to_conversation{carry_order{std::move(o.what), o.number, now}});
  std::map<user_id, desk_news> news;
  for (dispatch::desk_change& c : out.desks)
    news[c.card->agent].offers.push_back(std::move(c));
  for (const user_id& user : out.members)
    news[user].state = dispatch_.state_of(user);
  for (auto& [user, n] : news) {
    n.user = user;
    n.sent_away = out.sent_away.contains(user);
    n.position = position_;
    n.now = now;
    tell(env_.registry, std::move(n));
  }
}

} // namespace earshot::actors
