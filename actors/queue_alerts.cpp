#include "actors/queue_alerts.hpp"

#include <algorithm>
#include <cassert>
#include <set>

namespace earshot::actors {

using protocol::queue_reader;

void queue_alerts::take(const row_ptr& r) {
  board_.take(r, r->left == left_queue::no ? r->supervisor_alert : nullptr);
}

void queue_alerts::restore(const row_ptr& r) {
  take(r);
  board_.take_news();
}

std::vector<alert_storms::alert> queue_alerts::take_up(const telling& t) {
  assert(!being_counted());
  news_ = board_.take_news();
  if (news_.empty() && missed_.empty())
    return {};
  auto followers = t.to.people(queue_reader::supervisor);
  std::vector<alert_storms::alert> raised;
  for (const alert_news& n : news_)
    if (t.sees && n.what == alert_news::kind::raised)
      for (const viewer_ptr& who : followers)
        if (n.row->agent != who->user)
          note_raised({who->user, n.row->conversation}, t, raised);
  for (const viewer_ptr& who : followers)
    if (t.there(who->user))
      catch_up(who->user, raised);
  std::erase_if(missed_, [&](const auto& m) { return t.there(m.to); });
  return counted_ = std::move(raised);
}

void queue_alerts::note_raised(alert_storms::alert a, const telling& t,
                               std::vector<alert_storms::alert>& raised) {
  bool there = t.there(a.to);
  there ? (void)missed_.erase(a) : (void)missed_.insert(a);
  if (there)
    raised.push_back(std::move(a));
}

/// What was raised while they were away and is open still. One that was answered is no call any
/// more: it comes whatever the storm.
void queue_alerts::catch_up(const user_id& user, std::vector<alert_storms::alert>& raised) {
  for (const alert_storms::alert& a : missed_) {
    auto open = board_.open().find(a.of);
    if (a.to != user || open == board_.open().end() || open->second.row->agent == user)
      continue;
    late_.push_back(a);
    if (!open->second.alert->answer)
      raised.push_back(a);
  }
}

void queue_alerts::tell(const telling& t, const std::vector<alert_storms::alert>& singly) {
  std::set<alert_storms::alert> one_by_one(singly.begin(), singly.end());
  for (alert_storms::alert& a : std::exchange(counted_, {}))
    one_by_one.contains(a) ? (void)rolled_up_.erase(a) : (void)rolled_up_.insert(std::move(a));
  for (const alert_news& n : std::exchange(news_, {})) {
    bool raised = n.what == alert_news::kind::raised;
    bool only_its_agent = n.what == alert_news::kind::changed && !n.alert->answer;
    if (!raised || t.sees)
      tell(t, n, [&](const alert_storms::alert& a) {
        return raised ? one_by_one.contains(a)
                      : !missed_.contains(a) && !(only_its_agent && rolled_up_.contains(a));
      });
    if (n.what == alert_news::kind::cleared)
      forget(n.row->conversation);
  }
  for (const alert_storms::alert& late : std::exchange(late_, {})) {
    auto open = board_.open().find(late.of);
    if (!t.sees || open == board_.open().end())
      continue;
    const auto& [row, alert] = open->second;
    if (alert->answer || one_by_one.contains(late))
      tell(t, {alert_news::kind::raised, row, alert},
           [&](const alert_storms::alert& a) { return a == late; });
  }
}

void queue_alerts::forget(const conversation_id& cleared) {
  for (auto* of_people : {&missed_, &rolled_up_})
    std::erase_if(*of_people, [&](const auto& a) { return a.of == cleared; });
}

/// To each of those for whom it is, if `wanted` says so.
template <class Wanted>
void queue_alerts::tell(const telling& t, const alert_news& n, Wanted&& wanted) {
  t.to.publish_to(
      queue_reader::supervisor, t.now, t.rests_on,
      [&](const auto& place) { return protocol::alert_event(place, n, t.sees); },
      [&](const viewer& who) {
        return who.user != n.row->agent && wanted({who.user, n.row->conversation});
      });
}

void queue_alerts::tell(const telling& t, const alert_storms::due& roll_up) {
  t.to.publish_to(
      queue_reader::supervisor, t.now, t.rests_on,
      [&](const auto& place) { return protocol::roll_up_event(place, roll_up.what); },
      [&](const viewer& who) { return who.user == roll_up.to && t.there(who.user); });
}

std::vector<const alert_board::entry*> queue_alerts::open_for(const viewer& who) const {
  std::vector<const alert_board::entry*> out;
  for (const auto& [id, open] : board_.open())
    if (open.row->agent != who.user)
      out.push_back(&open);
  std::sort(out.begin(), out.end(),
            [](const auto* a, const auto* b) { return a->alert->raised_at > b->alert->raised_at; });
  return out;
}

} // namespace earshot::actors
