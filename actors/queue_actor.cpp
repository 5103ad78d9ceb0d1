#include "actors/queue_actor.hpp"

#include "domain/local_time.hpp"

#include <algorithm>

namespace earshot::actors {

using protocol::queue_reader;

queue_actor::queue_actor(caf::actor_config& cfg, environment& env, queue_id id,
                         directory_ptr directory)
    : shell(cfg), env_(env), id_(std::move(id)), directory_(std::move(directory)),
      policy_(std::make_shared<const policy>(self().policy)),
      board_(milliseconds{env.queues.service_level_ms}), readers_(env, "queue/" + id_),
      position_(directory_->position()) {
  begin_day(env.started);
}

caf::behavior queue_actor::make_behavior() {
  return {
      [this](const rows& m) { on(m); },
      [this](const actors::publish& m) { on(m); },
      [this](enter& m) { on(m); },
      [this](const readmit& m) { on(m); },
      [this](const member_changed& m) { on(m); },
      [this](const alerts_counted& m) { on(m); },
      [this](const tell_roll_up& m) { on(m); },
      [this](const change_policy& m) { on(m); },
      [this](const answer_when_in_force& m) { on(m); },
      [this](const policy_in_force& m) { on(m); },
      [this](const follow& m) { on(m); },
      [this](const unfollow& m) { readers_.unfollow(m); },
      [this](const use_directory& m) { on(m); },
      [this](const look_at_wall& m) { on(m); },
  };
}

// --- conversations and policy
// ----------------------------------------------------------------------------

void queue_actor::on(enter& m) {
  open_.emplace(m.what.what.conversation, m.conversation);
  m.what.policy = policy_;
  tell(m.conversation, to_conversation{std::move(m.what)});
}

void queue_actor::on(const readmit& m) {
  open_.emplace(m.row->conversation, m.conversation);
  if (board_.take(m.row))
    alerts_.restore(m.row);
  if (m.policy_version != policy_->version) // it changed while the conversation was on its way
    tell(m.conversation, to_conversation{apply_policy{id_, policy_, m.now, {}}});
}

void queue_actor::on(const change_policy& m) {
  directory_ = m.directory;
  policy_ = std::make_shared<const policy>(self().policy);
  const policy& p = *policy_;
  position_ = std::max(position_, directory_->position());
  publish_to_all(m.now, directory_->position(),
                 [&](const protocol::stream_place& place, queue_reader) {
                   return protocol::queue_policy_event(place, p);
                 });
  rollout r{p.version, protocol::policy_json(p), directory_->position(), open_.size(), {}};
  if (!m.from.id.empty())
    r.waiting.push_back({m.from, false});
  for (auto& [id, conversation] : open_)
    tell(conversation,
         to_conversation{apply_policy{id_, policy_, m.now, caf::actor_cast<caf::actor>(this)}});
  rollouts_.push_back(std::move(r));
  finish(rollouts_.back());
}

void queue_actor::on(const answer_when_in_force& m) {
  for (rollout& r : rollouts_)
    if (r.version == m.version) {
      r.waiting.push_back({m.from, true});
      return;
    }
  answer(env_, m.from, m.result, position_, /*duplicate=*/true);
}

void queue_actor::on(const policy_in_force& m) {
  for (rollout& r : rollouts_)
    if (r.version == m.version) {
      --r.missing;
      r.position = std::max(r.position, m.position);
      return finish(r);
    }
}

void queue_actor::finish(rollout& r) {
  if (r.missing > 0)
    return;
  position_ = std::max(position_, r.position);
  for (const auto& w : r.waiting)
    answer(env_, w.from, r.result, r.position, w.duplicate);
  rollouts_.erase(rollouts_.begin() + (&r - rollouts_.data()));
}

// --- readers
// ---------------------------------------------------------------------------------------------------

std::optional<queue_reader> queue_actor::kind_of(const viewer& who) const {
  if (who.roles.has(role::supervisor) && directory_->supervises(id_, who.user))
    return queue_reader::supervisor;
  if (who.roles.has(role::admin))
    return queue_reader::admin;
  if (who.roles.has(role::agent) && directory_->is_member(id_, who.user))
    return queue_reader::member;
  return std::nullopt;
}

void queue_actor::on(const follow& m) {
  auto kind = kind_of(*m.from.by);
  if (!kind)
    return refuse_stream(env_, m, on_queue(id_));
  readers_.follow(m, *kind, position_, [&] {
    bool alerts = *kind == queue_reader::supervisor && self().policy.sentiment;
    auto open = alerts ? alerts_.open_for(*m.from.by) : std::vector<const alert_board::entry*>{};
    return protocol::queue_snapshot(readers_.place(*kind, m.now), self(), members(), board_,
                                    board_.figures_at(m.now), open, *kind);
  });
}

void queue_actor::on(const look_at_wall& m) {
  auto kind = kind_of(*m.from.by);
  if (!kind)
    return refuse(env_, m.from, no_queue(id_), on_queue(id_), m.now);
  const policy& p = self().policy;
  auto page = page_of(board_.rows(), protocol::view_of(*kind, p, m.what.order),
                      static_cast<std::size_t>(m.what.limit), m.what.after);
  if (!page)
    return refuse(env_, m.from, page.error());
  answer(env_, m.from, protocol::wall_result(*page, board_, *kind, p, m.what.order, m.now),
         position_);
}

void queue_actor::on(const use_directory& m) {
  bool other_members =
      !directory_->find_queue(id_) || self().members != m.directory->find_queue(id_)->members;
  directory_ = m.directory;
  position_ = std::max(position_, directory_->position());
  readers_.review(position_, [this](const viewer& who) { return kind_of(who); });
  if (other_members)
    publish_to_all(m.now, position_, [&](const protocol::stream_place& place, queue_reader) {
      return protocol::queue_members_event(place, "members", members());
    });
}

// --- members
// -----------------------------------------------------------------------------------------

void queue_actor::on(const member_changed& m) {
  position_ = std::max(position_, m.position);
  states_.insert_or_assign(m.member.user, m.member);
  stirred_.insert(m.member.user);
}

member_state queue_actor::state_of(const user_id& user) const {
  auto it = states_.find(user);
  return it != states_.end() ? it->second
                             : member_state{user, presence::offline, 0,
                                            static_cast<std::uint32_t>(env_.rules.capacity)};
}

std::vector<member_state> queue_actor::members() const {
  std::vector<member_state> all;
  for (const user_id& user : self().members)
    all.push_back(state_of(user));
  return all;
}

void queue_actor::publish_presence(time_point now) {
  std::vector<member_state> news; // of more than one event shows, the others come at the next tick
  while (!stirred_.empty() && news.size() < protocol::members_shown_max) {
    user_id user = std::move(stirred_.extract(stirred_.begin()).value());
    if (directory_->is_member(id_, user))
      news.push_back(state_of(user));
  }
  if (!news.empty())
    publish_to_all(now, position_, [&](const protocol::stream_place& place, queue_reader) {
      return protocol::queue_members_event(place, "presence", news);
    });
}

// --- rows and figures
// --------------------------------------------------------------------------------------------

void queue_actor::on(const rows& m) {
  for (const row_ptr& r : m.list) {
    position_ = std::max(position_, r->position);
    if (board_.take(r))
      alerts_.take(r);
    if (r->left != left_queue::no)
      open_.erase(r->conversation);
  }
}

void queue_actor::begin_day(time_point now) {
  const std::string& own = self().time_zone;
  board_.start_day(start_of_day(now, own.empty() ? env_.queues.time_zone : own));
}

void queue_actor::on(const actors::publish& m) {
  begin_day(m.now);
  publish_presence(m.now);
  bool sentiment = self().policy.sentiment;
  for (const row_ptr& r : board_.take_changes())
    publish_to_all(m.now, position_, [&](const protocol::stream_place& place, queue_reader who) {
      return protocol::queue_row_event(place, *r, board_, who, sentiment);
    });
  publish_alerts(m.now);
  queue_figures now = board_.figures_at(m.now);
  queue_figures shown = now;
  shown.longest_wait_ms = now.longest_wait_ms / 1000; // a wait alone is news once a second
  if (shown == published_)
    return;
  published_ = shown;
  publish_to_all(m.now, position_, [&](const protocol::stream_place& place, queue_reader who) {
    return protocol::queue_figures_event(place, now, who);
  });
}

// --- alerts
// ------------------------------------------------------------------------------------------

queue_alerts::telling queue_actor::telling_at(time_point now) {
  return {readers_, now, position_, self().policy.sentiment, [this](const user_id& user) {
            auto known = states_.find(user);
            return known == states_.end() || known->second.wants_alerts();
          }};
}

void queue_actor::publish_alerts(time_point now) {
  if (alerts_.being_counted())
    return;
  auto telling = telling_at(now);
  if (auto raised = alerts_.take_up(telling); !raised.empty())
    tell(env_.registry, count_alerts{id_, std::move(raised), now});
  else
    alerts_.tell(telling, raised);
}

void queue_actor::on(const alerts_counted& m) { alerts_.tell(telling_at(m.now), m.singly); }

void queue_actor::on(const tell_roll_up& m) { alerts_.tell(telling_at(m.now), m.what); }

template <class Encode>
void queue_actor::publish_to_all(time_point now, store::position rests_on, Encode&& encode) {
  for (queue_reader who : {queue_reader::supervisor, queue_reader::admin, queue_reader::member})
    readers_.publish(who, now, rests_on,
                     [&](const protocol::stream_place& place) { return encode(place, who); });
}

} // namespace earshot::actors
