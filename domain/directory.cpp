#include "domain/directory.hpp"

#include <algorithm>

namespace earshot {

namespace {

std::vector<user_id> sorted(std::vector<user_id> users) {
  std::sort(users.begin(), users.end());
  users.erase(std::unique(users.begin(), users.end()), users.end());
  return users;
}

bool contains(const std::vector<user_id>& users, std::string_view user) {
  return std::binary_search(users.begin(), users.end(), user, std::less<std::string_view>{});
}

} // namespace

std::shared_ptr<const directory> directory::with(const directory_event& e,
                                                 std::uint64_t position) const {
  auto next = std::make_shared<directory>(*this);
  std::visit([&](const auto& what) { next->apply(what); }, e);
  ++next->version_;
  next->position_ = std::max(position_, position);
  return next;
}

std::shared_ptr<const directory> directory::with_noticer(std::shared_ptr<const noticer> n) const {
  auto next = std::make_shared<directory>(*this);
  next->noticer_ = std::move(n);
  return next;
}

void directory::apply(const queue_defined& e) {
  queue& q = queues_[e.queue];
  q.name = e.name;
  q.members = sorted(e.members);
  q.supervisors = sorted(e.supervisors);
  q.languages = e.languages;
  q.time_zone = e.time_zone;
  q.skills = {e.skills.begin(), e.skills.end()};
  if (*e.policy)
    q.policy = **e.policy;
  find_members();
}

void directory::apply(const queue_configured& e) { queues_[e.queue].policy = e.policy; }

void directory::apply(const team_defined& e) {
  teams_[e.team] = {sorted(e.managers), sorted(e.sellers), e.above};
  find_reach();
}

void directory::apply(const user_defined& e) { people_[e.user] = {e.name, e.mail, e.chat_url}; }

void directory::apply(const trackers_defined& e) {
  trackers_[e.team] = {e.keywords, e.competitors};
}

void directory::find_members() {
  auto found = std::make_shared<std::map<user_id, std::vector<queue_id>, std::less<>>>();
  for (const auto& [id, q] : queues_)
    for (const user_id& user : q.members)
      (*found)[user].push_back(id);
  serves_ = std::move(found);
}

void directory::find_reach() {
  std::map<std::string_view, std::vector<team_id>> teams_with; // by seller
  for (const auto& [name, t] : teams_)
    for (const user_id& seller : t.sellers)
      teams_with[seller].push_back(name);
  std::map<team_id, std::vector<team_id>> below;
  for (const auto& [name, t] : teams_) {
    if (!t.above.empty())
      below[t.above].push_back(name);
    for (const user_id& manager : t.managers)
      if (auto upper = teams_with.find(manager); upper != teams_with.end())
        for (const team_id& u : upper->second)
          below[u].push_back(name);
  }
  auto found = std::make_shared<std::map<user_id, reach, std::less<>>>();
  for (const auto& [name, top] : teams_) {
    std::vector<team_id> seen{name};
    std::size_t floor_begin = 0;
    for (int floor = 0; floor < floors_below; ++floor) {
      std::size_t floor_end = seen.size();
      for (; floor_begin < floor_end; ++floor_begin) {
        auto lower = below.find(seen[floor_begin]);
        if (lower == below.end())
          continue;
        for (const team_id& t : lower->second)
          if (std::find(seen.begin(), seen.end(), t) == seen.end())
            seen.push_back(t);
      }
    }
    for (const user_id& manager : top.managers) {
      reach& r = (*found)[manager];
      r.teams.insert(r.teams.end(), seen.begin(), seen.end());
      for (const team_id& t : seen)
        r.sellers.insert(r.sellers.end(), teams_[t].sellers.begin(), teams_[t].sellers.end());
    }
  }
  for (auto& [manager, r] : *found) {
    r.sellers = sorted(std::move(r.sellers));
    r.teams = sorted(std::move(r.teams));
  }
  reach_ = std::move(found);
}

const directory::queue* directory::find_queue(std::string_view id) const {
  auto it = queues_.find(id);
  return it == queues_.end() ? nullptr : &it->second;
}

bool directory::is_member(std::string_view queue_name, std::string_view user) const {
  auto* q = find_queue(queue_name);
  return q && contains(q->members, user);
}

const std::vector<queue_id>& directory::queues_of(std::string_view user) const {
  static const std::vector<queue_id> none;
  if (!serves_)
    return none;
  auto it = serves_->find(user);
  return it == serves_->end() ? none : it->second;
}

bool directory::supervises(std::string_view queue_name, std::string_view user) const {
  auto* q = find_queue(queue_name);
  return q && contains(q->supervisors, user);
}

const std::vector<user_id>& directory::sellers_of(std::string_view user) const {
  static const std::vector<user_id> nobody;
  if (!reach_)
    return nobody;
  auto it = reach_->find(user);
  return it == reach_->end() ? nobody : it->second.sellers;
}

bool directory::manages(std::string_view user, std::string_view seller) const {
  return contains(sellers_of(user), seller);
}

bool directory::manages_team(std::string_view user, std::string_view team_name) const {
  if (!reach_)
    return false;
  auto it = reach_->find(user);
  return it != reach_->end() && contains(it->second.teams, team_name);
}

const directory::team* directory::find_team(std::string_view id) const {
  auto it = teams_.find(id);
  return it == teams_.end() ? nullptr : &it->second;
}

const directory::person* directory::find_person(std::string_view user) const {
  auto it = people_.find(user);
  return it == people_.end() ? nullptr : &it->second;
}

} // namespace earshot
