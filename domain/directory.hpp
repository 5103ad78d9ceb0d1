// Who belongs where: queues with their members and supervisors, teams with managers and sellers. An
// immutable value with a version; a change makes a new one, which is shared by all who decide
// rights.
#pragma once

#include "domain/event.hpp"
#include "domain/noticer.hpp"

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
    std::string time_zone; ///< IANA name; empty: the deployment's default
    std::map<user_id, std::vector<std::string>, std::less<>> skills; ///< of members
    earshot::policy policy;
  };
  struct team {
    std::vector<user_id> managers; ///< sorted
    std::vector<user_id> sellers;  ///< sorted
    team_id above;                 ///< empty: none
  };
  struct person {
    std::string name;
    std::string mail;
    std::string chat_url;
  };
  struct trackers {
    std::vector<std::string> keywords;
    std::vector<competitor> competitors;
  };
  /// A manager sees the sellers of this many floors of teams below the own ones.
  static constexpr int floors_below = 3;

  /// The directory after `e`, which stands at `position` in the log; the version goes up by one.
  std::shared_ptr<const directory> with(const directory_event& e, std::uint64_t position = 0) const;

  /// The same with another noticer, which belongs to its trackers.
  std::shared_ptr<const directory> with_noticer(std::shared_ptr<const noticer> n) const;
  /// Null: nothing is looked for.
  const noticer* what_to_notice() const { return noticer_.get(); }

  std::uint64_t version() const { return version_; }
  /// Place in the log of the newest event in it: whatever is told from it rests on that.
  std::uint64_t position() const { return position_; }

  /// nullptr if there is none of that name.
  const queue* find_queue(std::string_view id) const;
  const std::map<queue_id, queue, std::less<>>& queues() const { return queues_; }
  const std::map<team_id, team, std::less<>>& teams() const { return teams_; }

  bool is_member(std::string_view queue_name, std::string_view user) const;
  /// The queues that `user` is a member of; sorted.
  const std::vector<queue_id>& queues_of(std::string_view user) const;
  bool supervises(std::string_view queue_name, std::string_view user) const;
  /// True if `user` manages a team in which `seller` is, or one up to `floors_below` above it. A
  /// team is below another that it names as `above`, or one of whose sellers manages it.
  bool manages(std::string_view user, std::string_view seller) const;
  /// Whom `user` manages; sorted.
  const std::vector<user_id>& sellers_of(std::string_view user) const;
  /// True if `user` manages the team itself, or one up to `floors_below` above it.
  bool manages_team(std::string_view user, std::string_view team_name) const;

  /// nullptr if there is none of that name.
  const team* find_team(std::string_view id) const;
  const person* find_person(std::string_view user) const;
  /// By team; under the empty name those that hold for everybody.
  const std::map<team_id, trackers, std::less<>>& all_trackers() const { return trackers_; }

private:
  void apply(const queue_defined& e);
  void apply(const queue_configured& e);
  void apply(const team_defined& e);
  void apply(const user_defined& e);
  void apply(const trackers_defined& e);
  void find_reach();
  void find_members();

  std::uint64_t version_ = 0;
  std::uint64_t position_ = 0;
  std::map<queue_id, queue, std::less<>> queues_;
  std::map<team_id, team, std::less<>> teams_;
  std::map<user_id, person, std::less<>> people_;
  std::map<team_id, trackers, std::less<>> trackers_;
  std::shared_ptr<const noticer> noticer_;
  /// By member; shared by all versions between two changes of queues' members.
  std::shared_ptr<const std::map<user_id, std::vector<queue_id>, std::less<>>> serves_;
  /// By manager; shared by all versions between two changes of teams.
  struct reach {
    std::vector<user_id> sellers; ///< sorted
    std::vector<team_id> teams;   ///< sorted
  };
  std::shared_ptr<const std::map<user_id, reach, std::less<>>> reach_;
};

using directory_ptr = std::shared_ptr<const directory>;

} // namespace earshot
