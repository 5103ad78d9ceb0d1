#include "actors/registry.hpp"

#include "actors/answers.hpp"
#include "actors/conversation_actor.hpp"
#include "actors/desk_actor.hpp"
#include "actors/queue_actor.hpp"
#include "actors/seller_actor.hpp"
#include "signals/tracking.hpp"

namespace earshot::actors {

registry_actor::registry_actor(caf::actor_config& cfg, environment& env, replayed past)
    : shell(cfg), env_(env), past_(std::move(past)) {}

caf::behavior registry_actor::make_behavior() {
  bring_back();
  return {
      [this](const find& m) { on(m); },
      [this](open_new& m) { on(m); },
      [this](const erase_content& m) { on(m); },
      [this](const purge& m) { on(m); },
      [this](const rows& m) { on(m); },
      [this](const tick& m) { on(m); },
      [this](const assigned_to& m) { on(m); },
      [this](const moved& m) { on(m); },
      [this](desk_news& m) { on(m); },
      [this](const count_alerts& m) { on(m); },
      [this](const commented& m) { on(m); },
      [this](const news_for_sellers& m) { send_to_sellers({m.row}); },
      [this](const ask_overview& m) { on(m); },
      [this](const ask_team_median& m) { on(m); },
      [this](give_export& m) { tell(seller_of(m.seller), std::move(m)); },
      [this](const forget_purged& m) { on(m); },
      [this](recording_request& m) { on(m); },
      [this](loaded& m) { on(m); },
      [this](change_directory& m) { on(m); },
  };
}

/// Its own handle lives as long as the environment: whom it knows need not.
void registry_actor::on_exit() {
  queues_.clear();
  desks_.clear();
  sellers_.clear();
  loading_.clear();
}

// --- conversations
// -----------------------------------------------------------------------------------

void registry_actor::notice_what_is_tracked() {
  past_.directory = past_.directory->with_noticer(signals_in_text::make_noticer(*past_.directory));
}

void registry_actor::bring_back() {
  notice_what_is_tracked();
  env_.out.directory_changed(past_.directory);
  tell(env_.routing, use_directory{past_.directory, {}});
  for (const auto& [id, q] : past_.directory->queues())
    queue_of(id);
  for (row_ptr& r : past_.moved_on) {
    caf::actor queue = queue_of(r->queue);
    tell(queue, rows{{std::move(r)}});
  }
  past_.moved_on.clear();
  for (auto& h : past_.open) {
    caf::actor conversation = bring_in(h.conversation, std::move(h.events), h.row->position);
    tell(queue_of(h.row->queue), readmit{h.row, conversation, h.policy_version, h.row->last_at});
    tell(conversation, to_conversation{introduce{}});
    on(rows{{h.row}});
    if (h.row->agent_alert || h.row->supervisor_alert)
      tell(conversation, to_conversation{report{}}); // knows the words, too
  }
  for (const row_ptr& r : past_.closed)
    on(rows{{r}});
  past_.open.clear();
  past_.closed.clear();
}

caf::actor registry_actor::in_memory(const conversation_id& id) {
  auto it = conversations_.find(id);
  return it == conversations_.end() ? caf::actor{} : caf::actor_cast<caf::actor>(it->second.handle);
}

caf::actor registry_actor::bring_in(const conversation_id& id, std::vector<event_ptr> history,
                                    store::position newest) {
  auto handle = home_system().spawn<conversation_actor, caf::lazy_init>(env_, id, past_.directory,
                                                                        std::move(history), newest);
  conversations_[id].handle = caf::actor_cast<caf::weak_actor_ptr>(handle);
  return handle;
}

void registry_actor::wait_for(const conversation_id& id, waiting what) {
  auto [it, first] = loading_.try_emplace(id);
  it->second.push_back(std::move(what));
  if (first)
    env_.log.load(id, [&env = env_, id](std::vector<event_ptr> events) {
      tell(env.registry, loaded{id, std::move(events)});
    });
}

void registry_actor::on(loaded& m) {
  auto node = loading_.extract(m.conversation);
  caf::actor conversation = in_memory(m.conversation);
  if (!conversation && !m.events.empty())
    conversation = bring_in(m.conversation, std::move(m.events));
  for (waiting& w : node.mapped()) {
    if (auto* f = std::get_if<find>(&w)) {
      env_.out.resolved(f->session, f->stream, conversation);
      continue;
    }
    if (auto* e = std::get_if<erase_content>(&w)) {
      if (conversation)
        tell(conversation, to_conversation{std::move(*e)});
      else // it was removed since
        tell(env_.eraser, content_gone{e->order, e->conversation, 0});
      continue;
    }
    if (auto* r = std::get_if<recording_request>(&w)) {
      if (conversation)
        tell(conversation, to_conversation{std::move(*r)});
      else
        r->done({error{errc::not_found, "no conversation '" + m.conversation + "'"}});
      continue;
    }
    auto& o = std::get<open_new>(w);
    if (conversation) {
      tell(conversation, to_conversation{open_one{
                             std::move(o.from), std::move(o.key), std::move(o.what), {}, o.now}});
    } else {
      conversation = bring_in(m.conversation, {});
      enter_queue(o, conversation);
    }
  }
}

void registry_actor::on(open_new& m) {
  if (!past_.directory->find_queue(m.what.queue))
    return refuse(env_, m.from, no_queue(m.what.queue));
  conversation_id id = m.what.conversation;
  if (caf::actor there = in_memory(id))
    return tell(there, to_conversation{open_one{
                           std::move(m.from), std::move(m.key), std::move(m.what), {}, m.now}});
  wait_for(id, std::move(m));
}

void registry_actor::on(recording_request& m) {
  if (caf::actor there = in_memory(m.conversation))
    return tell(there, to_conversation{std::move(m)});
  auto id = m.conversation;
  wait_for(id, std::move(m));
}

void registry_actor::on(const erase_content& m) {
  if (caf::actor there = in_memory(m.conversation))
    return tell(there, to_conversation{m});
  wait_for(m.conversation, m);
}

/// Closed conversations that somebody reads are in memory or on their way there.
void registry_actor::on(const purge& m) {
  auto ids = m.conversations;
  std::erase_if(ids, [this](auto& id) { return in_memory(id) || loading_.contains(id); });
  if (ids.empty())
    return tell(m.answer_to, purged{0});
  env_.log.remove(ids, [&env = env_, to = m.answer_to, ids] {
    env.recordings.remove_all_of(ids);
    tell(env.registry, forget_purged{std::make_shared<const std::vector<conversation_id>>(ids)});
    tell(to, purged{ids.size()});
  });
}

void registry_actor::enter_queue(open_new& m, caf::actor conversation) {
  caf::actor queue = queue_of(m.what.queue);
  tell(queue, enter{{std::move(m.from), std::move(m.key), std::move(m.what), {}, m.now},
                    std::move(conversation)});
}

void registry_actor::on(const find& m) {
  using kind = protocol::stream_name::kind;
  const std::string& id = m.stream.id;
  if (m.stream.what == kind::conversation) {
    if (caf::actor there = in_memory(id))
      return env_.out.resolved(m.session, m.stream, std::move(there));
    return wait_for(id, m);
  }
  caf::actor there;
  if (m.stream.what == kind::queue && past_.directory->find_queue(id))
    there = queue_of(id);
  if (m.stream.what == kind::agent)
    there = desk_of(id);
  if (m.stream.what == kind::seller) // the session has looked at the rights
    there = seller_of(id);
  env_.out.resolved(m.session, m.stream, std::move(there));
}

// --- rows and the tick
// ---------------------------------------------------------------------------------

bool registry_actor::is_news(const conversation_row& r) {
  auto it = conversations_.find(r.conversation);
  if (it == conversations_.end())
    return true;
  if (r.position < it->second.newest)
    return false;
  it->second.newest = r.position;
  return true;
}

void registry_actor::on(const rows& m) {
  std::unordered_map<std::string_view, rows> by_queue, by_agent;
  std::vector<row_ptr> news;
  std::copy_if(m.list.begin(), m.list.end(), std::back_inserter(news),
               [this](const row_ptr& r) { return is_news(*r); });
  for (const row_ptr& r : news) {
    if (r->left != left_queue::erased) // of one that is closed: its queue has forgotten it
      by_queue[r->queue].list.push_back(r);
    if (!r->agent.empty())
      by_agent[r->agent].list.push_back(r);
  }
  send_to_sellers(news);
  for (auto& [queue, part] : by_queue)
    tell(queue_of(std::string(queue)), std::move(part));
  for (auto& [agent, part] : by_agent) {
    tell(desk_of(std::string(agent)), std::move(part));
  }
}

void registry_actor::on(const assigned_to& m) {
  is_news(*m.row); // what is older does not come after it
  if (!m.former.empty() && m.former != m.row->agent)
    tell(desk_of(m.former), rows{{m.row}, m.now});
  if (!m.row->agent.empty())
    tell(desk_of(m.row->agent), rows{{m.row}, m.now});
}

void registry_actor::on(const moved& m) {
  on(rows{{m.from}});
  tell(queue_of(m.to->queue), readmit{m.to, m.conversation, m.policy_version, m.now});
  on(rows{{m.to}});
}

void registry_actor::on(desk_news& m) {
  if (m.state)
    for (const auto& [id, q] : past_.directory->queues())
      if (past_.directory->is_member(id, m.user) || past_.directory->supervises(id, m.user))
        tell(queue_of(id), member_changed{*m.state, m.position});
  tell(desk_of(m.user), std::move(m));
}

void registry_actor::on(const count_alerts& m) {
  alerts_counted counted{{}, m.now};
  for (const alert_storms::alert& a : m.raised)
    if (storms_.admit(a, m.queue, m.now))
      counted.singly.push_back(a);
  tell(queue_of(m.queue), std::move(counted));
  tell_roll_ups(m.now);
}

void registry_actor::tell_roll_ups(time_point now) {
  for (alert_storms::due& d : storms_.take_due(now)) {
    caf::actor queue = queue_of(d.queue);
    tell(queue, tell_roll_up{std::move(d), now});
  }
}

void registry_actor::on(const tick& m) {
  for (const user_id& s : std::exchange(sellers_touched_, {}))
    tell(seller_of(s), actors::publish{m.now});
  tell(env_.routing, m);
  for (auto& [id, queue] : queues_)
    tell(queue, actors::publish{m.now});
  tell_roll_ups(m.now);
  tell(env_.retention, purge_what_is_due{past_.directory, m.now});
  sweep();
  env_.tallies.queues = queues_.size();
  env_.tallies.desks = desks_.size();
  env_.tallies.sellers = sellers_.size();
}

void registry_actor::sweep() {
  constexpr std::size_t buckets_per_tick = 1024;
  std::vector<conversation_id> gone;
  std::size_t buckets = conversations_.bucket_count();
  for (std::size_t i = 0; i < std::min(buckets, buckets_per_tick); ++i, ++next_bucket_) {
    next_bucket_ %= buckets;
    for (auto it = conversations_.begin(next_bucket_); it != conversations_.end(next_bucket_); ++it)
      if (!it->second.handle.lock())
        gone.push_back(it->first);
  }
  for (const auto& id : gone)
    conversations_.erase(id);
}

caf::actor registry_actor::queue_of(const queue_id& id) {
  caf::actor& a = queues_[id];
  if (!a)
    a = home_system().spawn<queue_actor>(env_, id, past_.directory);
  return a;
}

caf::actor registry_actor::desk_of(const user_id& id) {
  caf::actor& a = desks_[id];
  if (!a)
    a = home_system().spawn<desk_actor>(env_, id);
  return a;
}

caf::actor registry_actor::seller_of(const user_id& id) {
  caf::actor& a = sellers_[id];
  if (!a)
    a = home_system().spawn<seller_actor>(env_, id, past_.directory);
  return a;
}

} // namespace earshot::actors
