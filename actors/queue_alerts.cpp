#include "actors/queue_alerts.hpp"

#include <algorithm>
#include <cassert>
#include <set>

namespace earshot::actors {

using protocol::queue_reader;

namespace {

bool concerns(const alert_news& n, const viewer& who, const queue_alerts::is_there& there) {
  return who.user != n.row->agent && there(who.user);
}

} // namespace

void queue_alerts::take(const row_ptr& r) {
  board_.take(r, r->left == left_queue::no ? r->supervisor_alert : nullptr);
}

void queue_alerts::restore(const row_ptr& r) {
  take(r);
  board_.take_news();
}

std::vector<alert_storms::alert> queue_alerts::take_up(const telling& t) {
  assert(!being_counted_);
  news_ = board_.take_news();
  std::vector<alert_storms::alert> raised;
  if (t.sees)
    for (const alert_news& n : news_)
      if (n.what == alert_news::kind::raised)
        for (const viewer_ptr& who : t.to.people(queue_reader::supervisor))
          if (concerns(n, *who, t.there))
            raised.push_back({who->user, n.row->conversation});
  being_counted_ = !raised.empty();
  return raised;
}

void queue_alerts::tell(const telling& t, const std::vector<alert_storms::alert>& singly) {
  being_counted_ = false;
  std::set<alert_storms::alert> one_by_one(singly.begin(), singly.end());
  for (const alert_news& n : std::exchange(news_, {})) {
    bool raised = n.what == alert_news::kind::raised;
    if (raised && !t.sees)
      continue;
    t.to.publish_to(
        queue_reader::supervisor, t.now, t.rests_on,
        [&](const auto& place) { return protocol::alert_event(place, n, t.sees); },
        [&](const viewer& who) {
          return raised ? one_by_one.contains({who.user, n.row->conversation})
                        : concerns(n, who, t.there);
        });
  }
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
