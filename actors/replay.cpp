#include "actors/replay.hpp"

#include "domain/conversation.hpp"
#include "domain/erasure.hpp"
#include "protocol/json_writer.hpp"
#include "signals/terms.hpp"

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

namespace {

/// What the log says of erasures, to find those that were not finished.
struct erasure_check {
  std::vector<past_erasures::order> ordered;
  std::set<std::pair<std::uint64_t, std::string>> finished; ///< order, conversation

  void note(past_erasures& past, const event& e) {
    auto& o = std::get<erasure_ordered>(std::get<erasure_event>(e.what));
    past.offset = e.offset;
    ordered.push_back({e.offset, o.by, e.at, o.conversations.size(), o.conversations});
    if (e.key)
      past.keys[key_name(e.key->user, e.key->key)] = {e.key->body, e.offset,
                                                      o.conversations.size()};
  }

  /// An order is finished with a conversation if nothing before its event holds content.
  void note(const std::string& conversation, const std::vector<event_ptr>& events) {
    bool holds_content = false;
    for (auto& e : events) {
      if (auto* x = std::get_if<content_erased>(&of_conversation(*e)); x && !holds_content)
        finished.emplace(x->order, conversation);
      holds_content = holds_content || without_content(*e) != nullptr;
    }
  }

  /// `is_there`: tells of a conversation whether it was not removed since.
  template <class IsThere>
  std::vector<past_erasures::order> unfinished(IsThere is_there) && {
    for (auto& o : ordered)
      std::erase_if(o.conversations, [&](auto& c) {
        return finished.contains({o.number, c}) || !is_there(c);
      });
    std::erase_if(ordered, [](auto& o) { return o.conversations.empty(); });
    return std::move(ordered);
  }
};

/// What the queue keeps of one that this event takes to another queue: its figures count it.
row_ptr last_row_here(const conversation& c, const event& e) {
  auto* t = std::get_if<transferred>(&of_conversation(e));
  if (!t || t->queue == c.queue())
    return nullptr;
  auto row = std::make_shared<conversation_row>(c.row());
  row->left = left_queue::transferred;
  row->position = e.offset; // no later than its own: rows that follow are newer
  return row;
}

} // namespace

result<replayed> replay(store::event_log& log, const store::scan_progress& progress) {
  struct growing {
    std::vector<event_ptr> events;
    store::position newest = 0;
  };
  replayed r;
  erasure_check erasures;
  std::unordered_map<std::string, growing> conversations;
  auto visit = [&](store::position at, std::string_view subject, event_ptr e) -> result<void> {
    if (subject == store::directory_subject) {
      r.directory = r.directory->with(std::get<directory_event>(e->what), at);
      r.directory_offset = e->offset;
      note_key(r, *e);
      return {};
    }
    if (subject == store::erasure_subject) {
      erasures.note(r.erasures, *e);
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
    for (const event_ptr& e : g.events) {
      if (row_ptr last = last_row_here(c, *e))
        r.moved_on.push_back(std::move(last));
      c.apply(e);
    }
    auto row = std::make_shared<conversation_row>(c.row());
    row->position = g.newest;
    row->agent_sees = agent_sees_sentiment(c.facts(), *r.directory);
    if (c.erased_at() != 0)
      erasures.note(id, g.events);
    if (auto* recording = c.recording())
      r.recordings.insert(recording->file);
    if (c.closed_at())
      signals_in_text::add_terms(*row, c.events());
    if (c.status() == status::closed)
      r.closed.push_back(std::move(row));
    else
      r.open.push_back({id, std::move(g.events), std::move(row), c.policy().version});
  }
  r.erasures.unfinished =
      std::move(erasures).unfinished([&](auto& c) { return conversations.contains(c); });
  return r;
}

} // namespace earshot::actors
