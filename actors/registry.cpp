#include "actors/registry.hpp"

#include "actors/answers.hpp"
#include "actors/conversation_actor.hpp"
#include "actors/desk_actor.hpp"
#include "actors/queue_actor.hpp"
#include "actors/seller_actor.hpp"
#include "domain/local_time.hpp"

namespace earshot::actors {

namespace {

result<void> check_time_zone(const std::string& name) {
  if (name.empty() || is_time_zone(name))
    return {};
  return error{errc::invalid_field,
               "time_zone must be a name of the time zone database such as \"Europe/Copenhagen\", "
               "or empty, not \""
                   + name + "\"",
               "/args/time_zone"};
}

error no_queue(const queue_id& id) {
  return {errc::not_found, "no queue '" + id + "'", "/args/queue"};
}

} // namespace

registry_actor::registry_actor(caf::actor_config& cfg, environment& env, replayed past)
    : shell(cfg), env_(env), past_(std::move(past)) {}

caf::behavior registry_actor::make_behavior() {
  bring_back();
  return {
      [this](const find& m) { on(m); },        [this](open_new& m) { on(m); },
      [this](const rows& m) { on(m); },        [this](const tick& m) { on(m); },
      [this](const assigned_to& m) { on(m); }, [this](loaded& m) { on(m); },
      [this](change_directory& m) { on(m); },  [this](const moved& m) { on(m); },
      [this](desk_news& m) { on(m); },
  };
}

// --- conversations
// -----------------------------------------------------------------------------------

void registry_actor::bring_back() {
  env_.out.directory_changed(past_.directory);
  tell(env_.routing, use_directory{past_.directory, {}});
  for (const auto& [id, q] : past_.directory->queues())
    queue_of(id);
  for (auto& h : past_.open) {
    caf::actor conversation = bring_in(h.conversation, std::move(h.events));
    tell(queue_of(h.row->queue), readmit{h.row, conversation, h.policy_version, h.row->last_at});
    tell(conversation, to_conversation{introduce{}});
    on(rows{{h.row}});
  }
  for (const row_ptr& r : past_.closed)
    on(rows{{r}});
  past_.open.clear();
  past_.closed.clear();
}

caf::actor registry_actor::in_memory(const conversation_id& id) {
  auto it = conversations_.find(id);
  return it == conversations_.end() ? caf::actor{} : caf::actor_cast<caf::actor>(it->second);
}

caf::actor registry_actor::bring_in(const conversation_id& id, std::vector<event_ptr> history) {
  auto handle = home_system().spawn<conversation_actor, caf::lazy_init>(env_, id, past_.directory,
                                                                        std::move(history));
  conversations_.insert_or_assign(id, caf::actor_cast<caf::weak_actor_ptr>(handle));
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
  env_.out.resolved(m.session, m.stream, std::move(there));
}

// --- rows and the tick
// ---------------------------------------------------------------------------------

void registry_actor::on(const rows& m) {
  std::unordered_map<std::string_view, rows> by_queue, by_agent;
  for (const row_ptr& r : m.list) {
    by_queue[r->queue].list.push_back(r);
    if (!r->agent.empty())
      by_agent[r->agent].list.push_back(r);
  }
  for (auto& [queue, part] : by_queue)
    tell(queue_of(std::string(queue)), std::move(part));
  for (auto& [agent, part] : by_agent) {
    tell(seller_of(std::string(agent)), part);
    tell(desk_of(std::string(agent)), std::move(part));
  }
}

void registry_actor::on(const assigned_to& m) {
  if (!m.former.empty() && m.former != m.row->agent)
    tell(desk_of(m.former), rows{{m.row}});
  if (!m.row->agent.empty())
    tell(desk_of(m.row->agent), rows{{m.row}});
}

void registry_actor::on(const moved& m) {
  on(rows{{m.from}});
  tell(queue_of(m.to->queue), readmit{m.to, m.conversation, m.policy_version, m.now});
  on(rows{{m.to}});
}

void registry_actor::on(desk_news& m) {
  if (m.state)
    for (const auto& [id, q] : past_.directory->queues())
      if (past_.directory->is_member(id, m.user))
        tell(queue_of(id), member_changed{*m.state, m.position});
  tell(desk_of(m.user), std::move(m));
}

void registry_actor::on(const tick& m) {
  tell(env_.routing, m);
  for (auto& [id, queue] : queues_)
    tell(queue, actors::publish{m.now});
  sweep();
}

void registry_actor::sweep() {
  constexpr std::size_t buckets_per_tick = 1024;
  std::vector<conversation_id> gone;
  std::size_t buckets = conversations_.bucket_count();
  for (std::size_t i = 0; i < std::min(buckets, buckets_per_tick); ++i, ++next_bucket_) {
    next_bucket_ %= buckets;
    for (auto it = conversations_.begin(next_bucket_); it != conversations_.end(next_bucket_); ++it)
      if (!it->second.lock())
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
    a = home_system().spawn<seller_actor>();
  return a;
}

// --- directory
// -------------------------------------------------------------------------------------------

void registry_actor::on(change_directory& m) {
  const viewer& by = *m.from.by;
  if (!m.key.key.empty()) {
    auto used = past_.directory_keys.find(key_name(by.user, m.key.key));
    if (used != past_.directory_keys.end())
      return used->second.body == m.key.body ? repeat(m, used->second)
                                             : refuse(env_, m.from, used_key(m.key.key));
  }
  auto what = std::visit([&](const auto& c) { return decide(by, c); }, m.what);
  if (!what)
    return refuse(env_, m.from, what.error(), on_target(m.what), m.now);
  auto* configured = std::get_if<queue_configured>(&*what);
  auto* defined = std::get_if<queue_defined>(&*what);
  queue_id queue = configured ? configured->queue : defined ? defined->queue : queue_id{};
  bool is_policy = configured != nullptr;
  std::string result = answer_of(*what);
  auto position = commit(std::move(*what), m);
  env_.out.directory_changed(past_.directory);
  tell(env_.routing, use_directory{past_.directory, m.now});
  for (auto& [id, handle] : queues_)
    if (is_policy && id == queue)
      tell(handle, change_policy{past_.directory, position, m.now, m.from});
    else
      tell(handle, use_directory{past_.directory, m.now});
  for (auto& [id, weak] : conversations_)
    if (caf::actor conversation = caf::actor_cast<caf::actor>(weak))
      tell(conversation, to_conversation{use_directory{past_.directory, m.now}});
  if (is_policy)
    return; // the queue answers
  if (!queue.empty())
    queue_of(queue);
  answer(env_, m.from, result, position);
}

void registry_actor::repeat(const change_directory& m, const replayed::directory_key& first) {
  if (first.policy_version == 0)
    return answer(env_, m.from, first.answer, env_.log.committed(), true);
  auto* q = past_.directory->find_queue(first.queue);
  tell(queue_of(first.queue),
       answer_when_in_force{first.policy_version, protocol::policy_json(q->policy), m.from});
}

store::position registry_actor::commit(directory_event what, const change_directory& m) {
  auto e = std::make_shared<event>();
  e->offset = ++past_.directory_offset;
  e->at = m.now;
  if (!m.key.key.empty())
    e->key = std::make_unique<const key_use>(key_use{m.from.by->user, m.key.key, m.key.body});
  auto noted = audited(what, m.from.by->user, m.now);
  past_.directory = past_.directory->with(what);
  e->what = std::move(what);
  note_key(past_, *e);
  return env_.log.append(store::directory_subject, std::move(e), &noted);
}

result<directory_event> registry_actor::decide(const viewer&, const create_queue& c) const {
  if (past_.directory->find_queue(c.queue))
    return error{errc::already_exists, "queue '" + c.queue + "' exists already", "/args/queue"};
  if (auto known = check_time_zone(c.time_zone); !known)
    return known.error();
  return queue_defined{c.queue,     c.name.empty() ? c.queue : c.name,
                       c.members,   c.supervisors,
                       c.languages, c.time_zone,
                       c.skills};
}

result<directory_event> registry_actor::decide(const viewer&, const change_queue& c) const {
  auto* q = past_.directory->find_queue(c.queue);
  if (!q)
    return no_queue(c.queue);
  if (auto known = check_time_zone(c.time_zone.value_or("")); !known)
    return known.error();
  return queue_defined{c.queue,
                       c.name.value_or(q->name),
                       c.members.value_or(q->members),
                       c.supervisors.value_or(q->supervisors),
                       c.languages.value_or(q->languages),
                       c.time_zone.value_or(q->time_zone),
                       c.skills.value_or(skill_lists{q->skills.begin(), q->skills.end()})};
}

result<directory_event> registry_actor::decide(const viewer& by, const configure_queue& c) const {
  auto* q = past_.directory->find_queue(c.queue);
  bool admin = by.roles.has(role::admin);
  if (!q || (!admin && !past_.directory->supervises(c.queue, by.user)))
    return no_queue(c.queue);
  if (c.multilingual && !admin)
    return error{errc::forbidden, "only an administrator may switch multilingual",
                 "/args/multilingual"};
  policy p = q->policy;
  p.sentiment = c.sentiment.value_or(p.sentiment);
  p.multilingual = c.multilingual.value_or(p.multilingual);
  p.alerts.agent = c.agent_alert.value_or(p.alerts.agent);
  p.alerts.supervisor = c.supervisor_alert.value_or(p.alerts.supervisor);
  p.notice = c.notice.value_or(p.notice);
  p.wrap_up_s = c.wrap_up_s.value_or(p.wrap_up_s);
  p.changed_by = by.user;
  ++p.version;
  return queue_configured{c.queue, p};
}

result<directory_event> registry_actor::decide(const viewer&, const set_team& c) const {
  if (!c.above.empty() && !past_.directory->find_team(c.above))
    return error{errc::not_found, "no team '" + c.above + "'", "/args/above"};
  return team_defined{c.team, c.managers, c.sellers, c.above};
}

result<directory_event> registry_actor::decide(const viewer&, const set_user& c) const {
  auto* known = past_.directory->find_person(c.user);
  auto before = known ? *known : directory::person{};
  return user_defined{c.user, c.name.value_or(before.name), c.mail.value_or(before.mail),
                      c.chat_url.value_or(before.chat_url)};
}

result<directory_event> registry_actor::decide(const viewer& by, const set_trackers& c) const {
  bool admin = by.roles.has(role::admin);
  if (c.team.empty() && !admin)
    return error{errc::forbidden,
                 "only an administrator sets what holds for everybody; name a "
                 "team of yours",
                 "/args/scope"};
  if (!c.team.empty()
      && (!past_.directory->find_team(c.team)
          || (!admin && !past_.directory->manages_team(by.user, c.team))))
    return error{errc::not_found, "no team '" + c.team + "'", "/args/scope"};
  return trackers_defined{c.team, c.keywords, c.competitors};
}

} // namespace earshot::actors
