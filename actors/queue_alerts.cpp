#include "actors/queue_alerts.hpp"

#include <algorithm>
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

void queue_alerts::publish(queue_readers& readers, time_point now, store::position rests_on,
                           bool sees, const std::function<bool(const user_id&)>& away) {
  for (const alert_news& n : board_.take_news()) {
    if (n.what == alert_news::kind::raised && sees)
      raise(n, readers, now, rests_on, away);
    else if (n.what != alert_news::kind::raised)
      readers.publish_to(
          queue_reader::supervisor, now, rests_on,
          [&](const auto& place) { return protocol::alert_event(place, n, sees); },
          [&](const viewer& who) { return who.user != n.row->agent && !away(who.user); });
  }
  tell_roll_ups(readers, now, rests_on);
}

void queue_alerts::raise(const alert_news& n, queue_readers& readers, time_point now,
                         store::position rests_on,
                         const std::function<bool(const user_id&)>& away) {
  std::set<user_id> singly;
  for (const viewer_ptr& who : readers.people(queue_reader::supervisor))
    if (who->user != n.row->agent && !away(who->user)
        && storms_[who->user].admit(n.row->conversation, now))
      singly.insert(who->user);
  readers.publish_to(
      queue_reader::supervisor, now, rests_on,
      [&](const auto& place) { return protocol::alert_event(place, n, true); },
      [&](const viewer& who) { return singly.contains(who.user); });
}

void queue_alerts::tell_roll_ups(queue_readers& readers, time_point now, store::position rests_on) {
  for (auto& [user, storm] : storms_)
    if (auto due = storm.take_due(now))
      readers.publish_to(
          queue_reader::supervisor, now, rests_on,
          [&](const auto& place) { return protocol::roll_up_event(place, *due); },
          [&](const viewer& who) { return who.user == user; });
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
