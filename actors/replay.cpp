#include "actors/replay.hpp"

#include "domain/conversation.hpp"

namespace earshot::actors {

std::string key_name(const user_id& user, const std::string& key) { return user + '\n' + key; }

void note_key(replayed& r, const event& e) {
  if (!e.key)
    return;
  replayed::directory_key entry;
  entry.body = e.key->body;
  auto& what = std::get<directory_event>(e.what);
  if (auto* q = std::get_if<queue_defined>(&what))
    entry.queue = q->queue;
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
    if (is_over(c.status()))
      r.closed.push_back(std::move(row));
    else
      r.open.push_back({id, std::move(g.events), std::move(row)});
  }
  return r;
}

} // namespace earshot::actors
