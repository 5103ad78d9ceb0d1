// The registry's side of the directory: queues, teams, people and what is tracked change by
// commands.
#include "actors/answers.hpp"
#include "actors/queue_actor.hpp"
#include "actors/registry.hpp"
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

policy changed(policy p, const configure_queue& c, const user_id& by) {
  p.sentiment = c.sentiment.value_or(p.sentiment);
  p.multilingual = c.multilingual.value_or(p.multilingual);
  p.alerts.agent = c.agent_alert.value_or(p.alerts.agent);
  p.alerts.supervisor = c.supervisor_alert.value_or(p.alerts.supervisor);
  p.notice = c.notice.value_or(p.notice);
  p.wrap_up_s = c.wrap_up_s.value_or(p.wrap_up_s);
  p.changed_by = by;
  ++p.version;
  return p;
}

} // namespace

registry_actor::concern registry_actor::concerned_by(const directory_event& what) {
  if (auto* q = std::get_if<queue_defined>(&what))
    return {.queue = q->queue, .routing = true, .talks = true};
  if (auto* p = std::get_if<queue_configured>(&what))
    return {.queue = p->queue, .policy = true, .talks = true};
  return {.talks = !std::holds_alternative<user_defined>(what)};
}

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
  std::string result = answer_of(*what);
  concern whom = concerned_by(*what);
  commit(std::move(*what), m);
  env_.out.directory_changed(past_.directory);
  use_directory news{past_.directory, m.now};
  if (whom.routing)
    tell(env_.routing, news);
  if (whom.policy)
    tell(queue_of(whom.queue), change_policy{past_.directory, m.now, m.from});
  else if (!whom.queue.empty())
    tell(queue_of(whom.queue), news);
  if (whom.talks)
    tell_talks(news);
  if (!whom.policy) // else the queue answers
    answer(env_, m.from, result, past_.directory->position());
}

void registry_actor::tell_talks(const use_directory& news) {
  for (auto& [id, handle] : sellers_)
    tell(handle, news);
  for (auto& [id, known] : conversations_)
    if (caf::actor conversation = caf::actor_cast<caf::actor>(known.handle))
      tell(conversation, to_conversation{news});
}

void registry_actor::repeat(const change_directory& m, const replayed::directory_key& first) {
  if (first.policy_version == 0)
    return answer(env_, m.from, first.answer, past_.directory->position(), true);
  auto* q = past_.directory->find_queue(first.queue);
  tell(queue_of(first.queue),
       answer_when_in_force{first.policy_version, protocol::policy_json(q->policy), m.from});
}

void registry_actor::commit(directory_event what, const change_directory& m) {
  auto e = std::make_shared<event>();
  e->offset = ++past_.directory_offset;
  e->at = m.now;
  if (!m.key.key.empty())
    e->key = std::make_unique<const key_use>(key_use{m.from.by->user, m.key.key, m.key.body});
  auto noted = audited(what, m.from.by->user, m.now);
  e->what = what;
  note_key(past_, *e);
  auto position = env_.log.append(store::directory_subject, std::move(e), &noted);
  past_.directory = past_.directory->with(what, position);
  if (std::holds_alternative<trackers_defined>(what))
    notice_what_is_tracked();
}

result<directory_event> registry_actor::decide(const viewer& by, const create_queue& c) const {
  if (past_.directory->find_queue(c.queue))
    return error{errc::already_exists, "queue '" + c.queue + "' exists already", "/args/queue"};
  if (auto known = check_time_zone(c.time_zone); !known)
    return known.error();
  queue_defined q{c.queue,     c.name.empty() ? c.queue : c.name,
                  c.members,   c.supervisors,
                  c.languages, c.time_zone,
                  c.skills};
  if (c.configured)
    q.policy = std::optional(changed({}, *c.configured, by.user));
  return q;
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
  return queue_configured{c.queue, changed(q->policy, c, by.user)};
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
