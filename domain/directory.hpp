// Who belongs where: queues with their members and supervisors, teams with managers and sellers. An
// immutable value with a version; a change makes a new one, which is shared by all who decide
// rights.
#pragma once

#include "domain/event.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace earshot {

class directory {
public:
  struct queue {
    std::string name;
    std::vector<user_id> members;     ///< sorted
    std::vector<user_id> supervisors; ///< sorted
    std::vector<language> languages;
    earshot::policy policy;
  };
  struct team {
    std::vector<user_id> managers; ///< sorted
    std::vector<user_id> sellers;  ///< sorted
  };

  /// The directory after `e`; the version goes up by one.
  std::shared_ptr<const directory> with(const directory_event& e) const;

  std::uint64_t version() const { return version_; }

  /// nullptr if there is none of that name.
  const queue* find_queue(std::string_view id) const;
  const std::map<queue_id, queue, std::less<>>& queues() const { return queues_; }
  const std::map<team_id, team, std::less<>>& teams() const { return teams_; }

  bool is_member(std::string_view queue_name, std::string_view user) const;
  bool supervises(std::string_view queue_name, std::string_view user) const;
  /// True if `user` manages a team in which `seller` is.
  bool manages(std::string_view user, std::string_view seller) const;

private:
  void apply(const queue_defined& e);
  void apply(const queue_configured& e);
  void apply(const team_defined& e);

  std::uint64_t version_ = 0;
  std::map<queue_id, queue, std::less<>> queues_;
  std::map<team_id, team, std::less<>> teams_;
};

using directory_ptr = std::shared_ptr<const directory>;

} // namespace earshot
