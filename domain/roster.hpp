// Who is here to serve, and how much of each one is left: presence, sessions, places. Knows no
// conversation but by count. Owned by one `dispatch`.
#pragma once

#include "domain/directory.hpp"
#include "domain/presence.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace earshot {

/// One agent or supervisor as queues and their own sessions show them.
struct member_state {
  user_id user;
  earshot::presence presence = presence::offline;
  std::uint32_t open = 0;     ///< conversations that take a place
  std::uint32_t capacity = 0; ///< places
  bool said_so = false;       ///< the presence is their own word; else nobody knows better

  /// A supervisor who has said nothing is taken to look at what they follow.
  bool wants_alerts() const {
    return presence == presence::available || presence == presence::busy || !said_so;
  }

  friend bool operator==(const member_state&, const member_state&) = default;
};

class roster {
public:
  /// Whoever has nothing to do comes first, then whoever got or finished something longest ago.
  struct idle_order {
    bool busy = false;
    time_point since{};
    user_id user;
    friend auto operator<=>(const idle_order&, const idle_order&) = default;
  };
  using idlers = std::set<idle_order>;

  explicit roster(std::uint32_t usual_capacity) : usual_capacity_(usual_capacity) {}

  /// Who serves which queue, from now on.
  void use(directory_ptr d);
  const directory& rights() const { return *directory_; }

  // --- sessions: the last one's end starts the grace time
  // -----------------------------------------

  /// `serves`: it may take conversations; a supervisor's watches.
  void begin_session(const user_id& user, bool serves, time_point now);
  /// True if that was the last one that served.
  bool end_session(const user_id& user, bool serves, time_point now);
  /// As if the last session had just ended, for someone who has none and is not counted yet.
  void miss(const user_id& user, time_point now);
  /// Has a session that serves.
  bool connected(const user_id& user) const;
  /// All sessions are gone, for less than the grace time.
  bool may_come_back(const user_id& user) const;
  /// Those whose last session ended at `limit` or before are offline now; each is named once.
  std::vector<user_id> leave(time_point limit);

  // --- presence and places
  // ------------------------------------------------------------------------

  /// An offer without an answer: the second one in a row makes an available person `away`.
  static constexpr int time_outs_allowed = 1;

  void set(const user_id& user, presence p, std::optional<std::uint32_t> capacity, time_point now);
  presence presence_of(const user_id& user) const;
  bool has_place(const user_id& user) const;
  /// A place is taken or given back; `open`: by a conversation they have, else by an offer.
  void take_place(const user_id& user, bool open);
  void free_place(const user_id& user, bool open);
  /// Got or finished something: idle from now on.
  void stir(const user_id& user, time_point now);
  void answered(const user_id& user);
  /// True if that makes them `away`.
  bool timed_out(const user_id& user);

  member_state state_of(const user_id& user) const;
  /// Members of a queue who may be offered something now.
  const idlers& ready(const queue_id& queue) const;

  /// Users whose `state_of` may have changed since the last call.
  std::set<user_id> take_changed() { return std::exchange(changed_, {}); }

private:
  struct person {
    earshot::presence presence = presence::offline;
    std::uint32_t capacity = 0;
    std::uint32_t places = 0; ///< taken, those of offers too
    std::uint32_t open = 0;   ///< taken by conversations
    int sessions = 0;
    int serving = 0; ///< of these, those that may take conversations
    bool said_so = false;
    int time_outs = 0; ///< in a row
    time_point idle_since{};
    std::optional<time_point> gone_since;
    std::optional<idle_order> ready; ///< as it stands in the queues' lists
  };

  person& of(const user_id& user);
  const person* find(const user_id& user) const;
  /// Brings the lists of idle members up to date.
  void enlist(const user_id& user, person& p);

  std::uint32_t usual_capacity_;
  directory_ptr directory_ = std::make_shared<const directory>();
  std::unordered_map<user_id, person> people_;
  std::unordered_map<queue_id, idlers> ready_;
  std::set<std::pair<time_point, user_id>> gone_;
  std::set<user_id> changed_;
};

} // namespace earshot
