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

std::shared_ptr<const directory> directory::with(const directory_event& e) const {
  auto next = std::make_shared<directory>(*this);
  std::visit([&](const auto& what) { next->apply(what); }, e);
  ++next->version_;
  return next;
}

void directory::apply(const queue_defined& e) {
  queue& q = queues_[e.queue];
  q.name = e.name;
  q.members = sorted(e.members);
  q.supervisors = sorted(e.supervisors);
  q.languages = e.languages;
}

void directory::apply(const queue_configured& e) { queues_[e.queue].policy = e.policy; }

void directory::apply(const team_defined& e) {
  teams_[e.team] = {sorted(e.managers), sorted(e.sellers)};
}

const directory::queue* directory::find_queue(std::string_view id) const {
  auto it = queues_.find(id);
  return it == queues_.end() ? nullptr : &it->second;
}

bool directory::is_member(std::string_view queue_name, std::string_view user) const {
  auto* q = find_queue(queue_name);
  return q && contains(q->members, user);
}

bool directory::supervises(std::string_view queue_name, std::string_view user) const {
  auto* q = find_queue(queue_name);
  return q && contains(q->supervisors, user);
}

bool directory::manages(std::string_view user, std::string_view seller) const {
  return std::any_of(teams_.begin(), teams_.end(), [&](const auto& entry) {
    return contains(entry.second.managers, user) && contains(entry.second.sellers, seller);
  });
}

} // namespace earshot
