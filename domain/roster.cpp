#include "domain/roster.hpp"

#include <cassert>

namespace earshot {

roster::person& roster::of(const user_id& user) {
  auto [it, is_new] = people_.try_emplace(user);
  if (is_new)
    it->second.capacity = usual_capacity_;
  return it->second;
}

const roster::person* roster::find(const user_id& user) const {
  auto it = people_.find(user);
  return it == people_.end() ? nullptr : &it->second;
}

void roster::enlist(const user_id& user, person& p) {
  bool ready = p.presence == presence::available && p.serving > 0 && p.places < p.capacity;
  std::optional<idle_order> next;
  if (ready)
    next = idle_order{p.places > 0, p.idle_since, user};
  if (next == p.ready)
    return;
  for (const queue_id& q : directory_->queues_of(user)) {
    if (p.ready)
      ready_[q].erase(*p.ready);
    if (next)
      ready_[q].insert(*next);
  }
  p.ready = std::move(next);
}

void roster::use(directory_ptr d) {
  auto before = std::exchange(directory_, std::move(d));
  ready_.clear();
  for (auto& [user, p] : people_) {
    p.ready.reset();
    enlist(user, p);
    if (before->queues_of(user) != directory_->queues_of(user))
      changed_.insert(user); // a queue that is new to them has not heard of them
  }
}

// --- sessions
// --------------------------------------------------------------------------------------

void roster::begin_session(const user_id& user, bool serves, time_point now) {
  person& p = of(user);
  if (p.gone_since)
    gone_.erase({*std::exchange(p.gone_since, std::nullopt), user});
  ++p.sessions;
  if (serves && p.serving++ == 0)
    p.idle_since = now;
  enlist(user, p);
}

bool roster::end_session(const user_id& user, bool serves, time_point now) {
  person& p = of(user);
  assert(p.sessions > 0 && p.serving >= (serves ? 1 : 0));
  --p.sessions;
  bool last_that_serves = serves && --p.serving == 0;
  miss(user, now);
  enlist(user, p);
  return last_that_serves;
}

void roster::miss(const user_id& user, time_point now) {
  person& p = of(user);
  if (p.sessions > 0 || p.gone_since)
    return;
  p.gone_since = now;
  gone_.emplace(now, user);
}

bool roster::connected(const user_id& user) const {
  auto* p = find(user);
  return p && p->serving > 0;
}

bool roster::may_come_back(const user_id& user) const {
  auto* p = find(user);
  return p && p->gone_since;
}

std::vector<user_id> roster::leave(time_point limit) {
  std::vector<user_id> left;
  while (!gone_.empty() && gone_.begin()->first <= limit) {
    user_id user = gone_.begin()->second;
    gone_.erase(gone_.begin());
    person& p = of(user);
    p.gone_since.reset();
    p.presence = presence::offline;
    p.said_so = false;
    p.time_outs = 0;
    changed_.insert(user);
    left.push_back(std::move(user));
  }
  return left;
}

// --- presence and places
// ---------------------------------------------------------------------------

void roster::set(const user_id& user, presence to, std::optional<std::uint32_t> capacity,
                 time_point now) {
  person& p = of(user);
  if (to == presence::available && p.presence != presence::available)
    p.idle_since = now;
  p.presence = to;
  p.said_so = true;
  p.capacity = capacity.value_or(p.capacity);
  p.time_outs = 0;
  changed_.insert(user);
  enlist(user, p);
}

presence roster::presence_of(const user_id& user) const {
  auto* p = find(user);
  return p ? p->presence : presence::offline;
}

bool roster::has_place(const user_id& user) const {
  auto* p = find(user);
  return p ? p->places < p->capacity : usual_capacity_ > 0;
}

void roster::take_place(const user_id& user, bool open) {
  person& p = of(user);
  ++p.places;
  p.open += open;
  if (open)
    changed_.insert(user);
  enlist(user, p);
}

void roster::free_place(const user_id& user, bool open) {
  person& p = of(user);
  assert(p.places > 0 && (!open || p.open > 0));
  --p.places;
  p.open -= open;
  if (open)
    changed_.insert(user);
  enlist(user, p);
}

void roster::stir(const user_id& user, time_point now) {
  person& p = of(user);
  p.idle_since = now;
  enlist(user, p);
}

void roster::answered(const user_id& user) { of(user).time_outs = 0; }

bool roster::timed_out(const user_id& user) {
  person& p = of(user);
  if (p.serving == 0 || p.presence != presence::available)
    return false; // nobody was there to see it
  if (++p.time_outs <= time_outs_allowed)
    return false;
  p.time_outs = 0;
  p.presence = presence::away;
  changed_.insert(user);
  enlist(user, p);
  return true;
}

member_state roster::state_of(const user_id& user) const {
  auto* p = find(user);
  return p ? member_state{user, p->presence, p->open, p->capacity, p->said_so}
           : member_state{user, presence::offline, 0, usual_capacity_};
}

const roster::idlers& roster::ready(const queue_id& queue) const {
  static const idlers none;
  auto it = ready_.find(queue);
  return it == ready_.end() ? none : it->second;
}

} // namespace earshot
