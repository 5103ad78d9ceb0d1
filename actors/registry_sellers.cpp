// The registry's side of sellers: rows, comments and what is purged find their actors, and a team's
// figures are asked of all of its sellers.
#include "actors/answers.hpp"
#include "actors/calendar.hpp"
#include "actors/overview_actor.hpp"
#include "actors/registry.hpp"

#include <algorithm>

namespace earshot::actors {

void registry_actor::send_to_sellers(const std::vector<row_ptr>& list) {
  std::map<std::string_view, rows> by_seller;
  auto add = [&](const user_id& seller, const row_ptr& r) {
    auto& theirs = by_seller[seller].list;
    if (!seller.empty() && (theirs.empty() || theirs.back() != r)) // one who sold may be a guest
      theirs.push_back(r);
  };
  for (const row_ptr& r : list) {
    for (const part_row& p : r->parts)
      add(p.part.seller, r);
    for (const example& x : r->examples)
      add(x.seller, r);
  }
  by_seller.erase("");
  for (auto& [seller, part] : by_seller) {
    sellers_touched_.emplace(seller);
    tell(seller_of(std::string(seller)), std::move(part));
  }
}

void registry_actor::on(const commented& m) {
  if (m.shared)
    tell(desk_of(m.seller), m);
  tell(seller_of(m.seller), m);
}

/// Whose they were stands in what is gone: each seller looks for them.
void registry_actor::on(const forget_purged& m) {
  for (auto& [id, seller] : sellers_) {
    sellers_touched_.insert(id);
    tell(seller, m);
  }
}

void registry_actor::on(const ask_overview& m) {
  auto* team = past_.directory->find_team(m.what.team);
  if (!team || !past_.directory->manages_team(m.from.by->user, m.what.team))
    return refuse(env_, m.from, {errc::not_found, "no team '" + m.what.team + "'", "/args/team"},
                  "team/" + m.what.team, m.now);
  auto period = in_time(m.what.period, m.now);
  if (!period)
    return refuse(env_, m.from, period.error());
  auto sellers = team->sellers;
  std::erase(sellers, m.from.by->user); // nobody passes a verdict on themselves
  gather(sellers, *period, m.what.only,
         [&env = env_, m, d = past_.directory](auto parts, store::position rests_on) {
           answer_overview(env, m, *d, std::move(parts), std::max(rests_on, d->position()));
         });
}

void registry_actor::on(const ask_team_median& m) {
  const viewer& who = *m.from.by;
  auto* team = past_.directory->find_team(m.what.team);
  bool seller = team && who.roles.has(role::agent)
                && std::binary_search(team->sellers.begin(), team->sellers.end(), who.user);
  if (!seller && (!team || !past_.directory->manages_team(who.user, m.what.team)))
    return refuse(env_, m.from, {errc::not_found, "no team '" + m.what.team + "'", "/args/team"},
                  on_team(m.what.team), m.now);
  auto period = in_time(m.what.period, m.now);
  if (!period)
    return refuse(env_, m.from, period.error());
  gather(team->sellers, *period, {},
         [&env = env_, m, period = *period, d = past_.directory](auto parts,
                                                                 store::position rests_on) {
           answer_median(env, m, period, parts, std::max(rests_on, d->position()));
         });
}

void registry_actor::gather(const std::vector<user_id>& sellers, const insight_period& period,
                            const history_filter& only, overview_actor::finished then) {
  auto gatherer = home_system().spawn<overview_actor>(sellers.size(), std::move(then));
  for (const user_id& s : sellers)
    tell(seller_of(s), give_overview{period, only, gatherer});
}

} // namespace earshot::actors
