#include "actors/replay.hpp"

#include "domain/conversation.hpp"
#include "protocol/json_writer.hpp"

namespace earshot::actors {

std::string key_name(const user_id& user, const std::string& key) { return user + '\n' + key; }

std::string answer_of(const directory_event& what) {
  struct {
    std::string out;
    void say(std::string_view key, std::string_view id) {
      protocol::json_writer(out).open_object().key(key).text(id).close_object();
    }
    void operator()(const queue_defined& e) { say("queue", e.queue); }
    void operator()(const queue_configured& e) { say("queue", e.queue); }
    void operator()(const team_defined& e) { say("team", e.team); }
    void operator()(const user_defined& e) { say("user", e.user); }
    void operator()(const trackers_defined& e) { say("scope", e.team.empty() ? "all" : e.team); }
  } answer;
  std::visit(answer, what);
  return std::move(answer.out);
}

void note_key(replayed& r, const event& e) {
  if (!e.key)
    return;
  replayed::directory_key entry;
  entry.body = e.key->body;
  auto& what = std::get<directory_event>(e.what);
  entry.answer = answer_of(what);
  if (auto* p = std::get_if<queue_configured>(&what)) {
    entry.queue = p->queue;
    entry.policy_version = p->policy.version;
  }
  r.directory_keys.emplace(key_name(e.key->user, e.key->key), std::move(entry));
}

result<replayed> replay(store::event_log& log, const store::scan_progress& progress) {
  struct growing {
    std::vector<event_ptr> events;
    store::position newest = 0;
  };
  replayed r;
  std::unordered_map<std::string, growing> conversations;
  auto visit = [&](store::position at, std::string_view subject, event_ptr e) -> result<void> {
    if (subject == store::directory_subject) {
      r.directory = r.directory->with(std::get<directory_event>(e->what));
      r.directory_offset = e->offset;
      note_key(r, *e);
      return {};
    }
    growing& g = conversations[std::string(subject)];
    g.events.push_back(std::move(e));
    g.newest = at;
    return {};
  };
  if (auto done = log.scan(visit, progress); !done)
    return done.error();
  for (auto& [id, g] : conversations) {
    conversation c(id);
    for (const event_ptr& e : g.events)
      c.apply(e);
    auto row = std::make_shared<conversation_row>(c.row());
    row->position = g.newest;
    if (c.status() == status::closed)
      r.closed.push_back(std::move(row));
    else
      r.open.push_back({id, std::move(g.events), std::move(row), c.policy().version});
  }
  return r;
}

} // namespace earshot::actors
