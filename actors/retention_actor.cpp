#include "actors/retention_actor.hpp"

namespace earshot::actors {

caf::behavior retention_actor::make_behavior() {
  return {
      [this](const purge_what_is_due& m) { on(m); },
      [this](const purgeable& m) { on(m); },
      [this](const purged& m) { on(m); },
  };
}

void retention_actor::on(const purge_what_is_due& m) {
  if (under_way_ || (queues_.empty() && m.now < next_round_))
    return;
  now_ = m.now;
  if (queues_.empty())
    for (auto& [id, queue] : m.directory->queues())
      if (keep_.cut(id, now_))
        queues_.push_back(id);
  if (queues_.empty())
    next_round_ = now_ + rest;
  else
    look();
}

void retention_actor::look() {
  under_way_ = true;
  store::row_filter old;
  old.queue = queues_.back();
  old.from = from_;
  old.before = *keep_.cut(old.queue, now_);
  old.limit = at_a_time;
  env_.log.rows(old, [self = caf::actor_cast<caf::actor>(this)](std::vector<store::stored_row> r) {
    tell(self, purgeable{std::move(r)});
  });
}

void retention_actor::on(const purgeable& m) {
  if (m.rows.empty())
    return next_queue();
  std::vector<conversation_id> ids;
  for (auto& r : m.rows)
    ids.push_back(r.conversation);
  // Whoever is being read now stays until the next round.
  from_ = m.rows.back().last > from_ ? m.rows.back().last : from_ + milliseconds{1};
  if (m.rows.size() < at_a_time)
    from_ = time_point::max();
  tell(env_.registry, purge{std::move(ids), caf::actor_cast<caf::actor>(this)});
}

void retention_actor::on(const purged& m) {
  const queue_id& queue = queues_.back();
  if (m.count > 0) {
    env_.tallies.purged += m.count;
    env_.audit.note({now_,
                     {},
                     act::purge,
                     on_queue(queue),
                     std::to_string(m.count) + " conversations after "
                         + std::to_string(keep_.days(queue)) + " days"});
  }
  if (from_ == time_point::max())
    return next_queue();
  under_way_ = false;
}

void retention_actor::next_queue() {
  under_way_ = false;
  queues_.pop_back();
  from_ = time_point::min();
  if (queues_.empty())
    next_round_ = now_ + rest;
}

} // namespace earshot::actors
