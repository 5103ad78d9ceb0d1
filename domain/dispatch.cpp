#include "domain/dispatch.hpp"

#include <algorithm>

namespace earshot {

namespace {

offer_fate fate_of(const routing_row& before, const routing_row& now) {
  if (is_over(now.status))
    return offer_fate::closed;
  if (now.agent == before.offer->agent)
    return offer_fate::accepted;
  if (now.agent != before.agent && !now.agent.empty())
    return offer_fate::taken;
  switch (now.ended) {
  case offer_end::declined: return offer_fate::declined;
  case offer_end::timed_out: return offer_fate::timed_out;
  case offer_end::withdrawn: return offer_fate::withdrawn;
  case offer_end::unreachable: return offer_fate::unreachable;
  }
  return offer_fate::withdrawn;
}

bool same_offer(const offer_ptr& a, const offer_ptr& b) {
  return a && b && a->agent == b->agent && a->expires == b->expires;
}

/// When time alone ends something of it.
std::optional<time_point> due(const routing_row& r) {
  return r.offer ? std::optional{r.offer->expires} : r.wrap_up_until;
}

} // namespace

// --- people
// ----------------------------------------------------------------------------------------

void dispatch::use(directory_ptr d) {
  roster_.use(std::move(d));
  for (const auto& [user, asked] : asked_)
    for (const conversation_id& c : asked) {
      const routing_row& r = *conversations_.at(c).row;
      if (r.seeks == seek::a_member && !roster_.rights().is_member(r.queue, user))
        give(c, end_offer{user, offer_end::withdrawn});
    }
}

void dispatch::begin_session(const user_id& user, bool serves, time_point now) {
  now = advance(now);
  roster_.begin_session(user, serves, now);
  if (!serves)
    return;
  for (const conversation_id& c : has_[user])
    if (conversations_.at(c).row->lost)
      give(c, regain_agent{user});
  match(now);
}

void dispatch::end_session(const user_id& user, bool serves, time_point now) {
  now = advance(now);
  if (!roster_.end_session(user, serves, now))
    return;
  withdraw_offers(user);
  match(now);
}

void dispatch::set(const user_id& user, const set_presence& to, time_point now) {
  now = advance(now);
  roster_.set(user, to.presence, to.capacity, now);
  if (to.presence != presence::available)
    withdraw_offers(user);
  match(now);
}

/// Offers that were made to anybody who is free; one that asks this very person stays.
void dispatch::withdraw_offers(const user_id& user) {
  for (const conversation_id& c : asked_[user])
    if (conversations_.at(c).row->seeks == seek::a_member)
      give(c, end_offer{user, offer_end::withdrawn});
}

dispatch::place dispatch::ask_place(const conversation_id& c, const user_id& user, bool keep) {
  place p;
  member_state s = roster_.state_of(user);
  if (!keep && !roster_.connected(user))
    p.objection = "'" + user + "' is not signed in as an agent";
  else if (!roster_.has_place(user))
    p.objection = "'" + user + "' has no place left: a capacity of " + std::to_string(s.capacity)
                  + " is taken by conversations and offers";
  p.number = ++tickets_;
  if (!p.objection.empty() || !keep)
    return p;
  conversations_[c].reserved.emplace_back(p.number, user);
  roster_.take_place(user, false);
  return p;
}

// --- conversations
// ---------------------------------------------------------------------------------

/// What a picture adds to the sums, or takes from them.
void dispatch::count(const routing_row& r, bool in) {
  auto change = [&](const user_id& user, bool open) {
    in ? roster_.take_place(user, open) : roster_.free_place(user, open);
  };
  auto list = [&](auto& of, const auto& what) {
    in ? (void)of.insert(what) : (void)of.erase(what);
  };
  if (!r.agent.empty()) {
    if (r.takes_place())
      change(r.agent, true);
    list(has_[r.agent], r.conversation);
  }
  if (r.offer) {
    change(r.offer->agent, false);
    list(asked_[r.offer->agent], r.conversation);
  }
  if (r.seeks == seek::a_member)
    list(waiting_[r.queue], std::pair(r.since, r.conversation));
  if (r.seeks == seek::one_person)
    list(named_, r.conversation);
  if (auto at = due(r))
    list(due_, std::pair(*at, r.conversation));
}

void dispatch::release(entry& e, ticket seen) {
  if (e.awaits <= seen)
    e.awaits = 0;
  std::erase_if(e.reserved, [&](const auto& kept) {
    if (kept.first <= seen)
      roster_.free_place(kept.second, false);
    return kept.first <= seen;
  });
}

void dispatch::take(routing_row_ptr row, ticket seen, bool restored, time_point now) {
  now = advance(now);
  entry& e = conversations_[row->conversation];
  routing_row_ptr before = std::exchange(e.row, row);
  bool forget = row->concerns_nobody();
  if (before)
    count(*before, false);
  if (!forget)
    count(*row, true);
  release(e, seen);
  compare(before.get(), *row, now);
  if (restored)
    for (const user_id& user : {row->agent, row->person})
      if (!user.empty())
        restored_.push_back(user);
  if (row->lost && roster_.connected(row->agent))
    give(row->conversation, regain_agent{row->agent});
  if (forget && e.reserved.empty())
    conversations_.erase(row->conversation);
  match(now);
}

void dispatch::compare(const routing_row* before, const routing_row& now, time_point at) {
  user_id had = before && before->takes_place() ? before->agent : user_id{};
  user_id has = now.takes_place() ? now.agent : user_id{};
  if (had != has)
    for (const user_id& user : {had, has})
      if (!user.empty())
        roster_.stir(user, at);
  bool kept = before && same_offer(before->offer, now.offer);
  if (before && before->offer && !kept)
    end_of_offer(*before, now, at);
  if (now.offer)
    outcome_.desks.push_back(
        {kept ? desk_change::kind::updated : desk_change::kind::offered, placed(now)});
}

void dispatch::end_of_offer(const routing_row& before, const routing_row& now, time_point) {
  offer_fate fate = fate_of(before, now);
  const user_id& user = before.offer->agent;
  if (fate == offer_fate::accepted || fate == offer_fate::declined)
    roster_.answered(user);
  if (fate == offer_fate::timed_out && roster_.timed_out(user)) {
    outcome_.sent_away.insert(user);
    withdraw_offers(user);
  }
  outcome_.desks.push_back({desk_change::kind::ended, before.offer, fate});
}

/// The card with its place in the queue, which is near the front: offers begin there.
offer_ptr dispatch::placed(const routing_row& r) const {
  auto card = std::make_shared<offer_card>(*r.offer);
  if (auto it = waiting_.find(r.queue); it != waiting_.end())
    if (auto at = it->second.find({r.since, r.conversation}); at != it->second.end())
      card->position = static_cast<std::uint32_t>(std::distance(it->second.begin(), at)) + 1;
  return card;
}

dispatch::ticket dispatch::give(const conversation_id& c, routing_order what) {
  outcome_.orders.push_back({c, std::move(what), ++tickets_});
  return tickets_;
}

// --- matching
// --------------------------------------------------------------------------------------

void dispatch::offer(entry& e, const user_id& user, time_point now) {
  e.awaits = give(e.row->conversation, ask_agent{user, now + rules_.offer_timeout});
  e.reserved.emplace_back(e.awaits, user);
  roster_.take_place(user, false);
}

void dispatch::ask_persons(time_point now) {
  if (!restored_.empty())
    return; // nobody had the time to come back: that begins with the next tick
  for (const conversation_id& c : named_) {
    entry& e = conversations_.at(c);
    if (e.row->offer || !e.settled())
      continue;
    const user_id& user = e.row->person;
    if (roster_.connected(user) && roster_.has_place(user))
      offer(e, user, now);
    else if (!roster_.connected(user) && !roster_.may_come_back(user))
      e.awaits = give(c, end_offer{user, offer_end::unreachable});
  }
}

/// The longest waiting first, across all queues that have somebody who is free.
void dispatch::match(time_point now) {
  ask_persons(now);
  struct cursor {
    const queue_id* queue;
    waiting_list::const_iterator at, end;
  };
  std::vector<cursor> open;
  for (const auto& [queue, list] : waiting_)
    if (!list.empty() && !roster_.ready(queue).empty())
      open.push_back({&queue, list.begin(), list.end()});
  while (!open.empty()) {
    auto longest =
        std::min_element(open.begin(), open.end(), [](auto& a, auto& b) { return *a.at < *b.at; });
    if (roster_.ready(*longest->queue).empty()) {
      open.erase(longest);
      continue;
    }
    entry& e = conversations_.at(longest->at->second);
    if (!e.row->offer && e.settled())
      if (const user_id* user = best_member(*e.row, now))
        offer(e, user_id(*user), now);
    if (++longest->at == longest->end)
      open.erase(longest);
  }
}

const user_id* dispatch::best_member(const routing_row& r, time_point now) const {
  auto pause = std::min(pause_max, rules_.offer_timeout);
  const user_id* best = nullptr;
  std::pair<bool, std::size_t> rank; // passed before, skills it lacks: less is better
  for (const auto& idler : roster_.ready(r.queue)) {
    auto passed = std::find_if(r.passed.begin(), r.passed.end(),
                               [&](auto& p) { return p.first == idler.user; });
    bool has_passed = passed != r.passed.end();
    if (idler.user == r.agent || (has_passed && now - passed->second < pause))
      continue;
    std::pair its{has_passed, r.skills.size() - matches(r.queue, idler.user, r.skills)};
    if (best && its >= rank)
      continue;
    best = &idler.user;
    rank = its;
    if (!has_passed && its.second == 0)
      break;
  }
  return best;
}

std::size_t dispatch::matches(const queue_id& queue, const user_id& user,
                              const std::vector<std::string>& skills) const {
  auto* q = roster_.rights().find_queue(queue);
  if (!q || q->skills.empty())
    return skills.size(); // none are configured: everybody fits
  auto known = q->skills.find(user);
  if (known == q->skills.end())
    return 0;
  return static_cast<std::size_t>(
      std::count_if(skills.begin(), skills.end(), [&](const std::string& s) {
        return std::find(known->second.begin(), known->second.end(), s) != known->second.end();
      }));
}

void dispatch::tick(time_point now) {
  now = advance(now);
  for (const user_id& user : std::exchange(restored_, {}))
    roster_.miss(user, now);
  while (!due_.empty() && due_.begin()->first <= now) {
    conversation_id c = due_.begin()->second;
    due_.erase(due_.begin()); // the next picture enters it again if it is still due
    const routing_row& r = *conversations_.at(c).row;
    if (r.offer)
      give(c, end_offer{r.offer->agent, offer_end::timed_out});
    else
      give(c, end_wrap_up{});
  }
  for (const user_id& user : roster_.leave(now - rules_.grace))
    for (const conversation_id& c : has_[user])
      give(c, lose_agent{user});
  match(now);
}

dispatch::outcome dispatch::take_outcome() {
  outcome_.members = roster_.take_changed();
  return std::exchange(outcome_, {});
}

std::size_t dispatch::seeking() const {
  std::size_t n = named_.size();
  for (const auto& [queue, list] : waiting_)
    n += list.size();
  return n;
}

} // namespace earshot
