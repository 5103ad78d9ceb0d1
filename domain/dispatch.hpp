// Routing: which conversation is offered to whom. Fed with the pictures conversations give of
// themselves, with sessions and presence; gives orders to conversations. It reserves a person's
// place before it asks, and believes only the picture that comes back. Owned by one actor; knows no
// clock.
#pragma once

#include "domain/commands.hpp"
#include "domain/roster.hpp"
#include "domain/routing.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace earshot {

/// How an offer went, as the one asked is told.
enum class offer_fate : std::uint8_t {
  accepted,
  taken, ///< somebody else has it
  closed,
  declined,
  timed_out,
  withdrawn,
  unreachable,
};

constexpr std::string_view name_of(offer_fate f) {
  constexpr std::array<std::string_view, 7> names{
      "accepted", "taken", "closed", "declined", "timed_out", "withdrawn", "unreachable"};
  return names[static_cast<std::size_t>(f)];
}

struct dispatch_rules {
  milliseconds offer_timeout{30'000};
  milliseconds grace{30'000};
  std::uint32_t capacity = 5; ///< of whoever has not set one
};

class dispatch {
public:
  /// Numbers the orders to one conversation; its pictures say up to which one they reach.
  using ticket = std::uint64_t;

  struct order {
    conversation_id to;
    routing_order what;
    ticket number = 0;
  };
  /// What an agent's desk is to show: a new offer, newer content of one, or its end.
  struct desk_change {
    enum class kind : std::uint8_t { offered, updated, ended };
    kind what = kind::offered;
    offer_ptr card;
    offer_fate fate = offer_fate::withdrawn; ///< of `ended`
  };
  struct outcome {
    std::vector<order> orders;
    std::vector<desk_change> desks;
    std::set<user_id> members;   ///< whose presence, open or capacity changed
    std::set<user_id> sent_away; ///< of these, set `away` for not answering
  };
  /// An answer to whether a command may take a place.
  struct place {
    std::string objection; ///< empty: it may
    ticket number = 0;
  };

  /// A member who passed is asked again by the same conversation after this long, or after the time
  /// of an offer if that is shorter.
  static constexpr milliseconds pause_max{5'000};

  explicit dispatch(dispatch_rules rules) : rules_(rules), roster_(rules.capacity) {}

  // Time only goes forward: what is told with an earlier time than something before counts as told
  // then.

  void use(directory_ptr d);
  /// `serves`: as in `roster`.
  void begin_session(const user_id& user, bool serves, time_point now);
  void end_session(const user_id& user, bool serves, time_point now);
  void set(const user_id& user, const set_presence& to, time_point now);

  /// `seen`: the newest order that went into the picture. `restored`: a restart brought it back;
  /// the grace time of its agent, and of whom it asks by name, begins with the next tick.
  void take(routing_row_ptr row, ticket seen, bool restored, time_point now);

  /// May `user` have one more? Of somebody who takes a conversation (`keep`), the place is kept
  /// until a picture that has seen the ticket.
  place ask_place(const conversation_id& c, const user_id& user, bool keep);

  /// Time passes: offers, wrap-ups and grace times end, and those who wait are offered.
  void tick(time_point now);

  /// Everything that is to be done since the last call.
  outcome take_outcome();

  member_state state_of(const user_id& user) const { return roster_.state_of(user); }
  /// Conversations that look for somebody.
  std::size_t seeking() const;

private:
  struct entry {
    routing_row_ptr row; ///< null: nothing was heard of it yet
    std::vector<std::pair<ticket, user_id>> reserved;
    ticket awaits = 0; ///< an order that no picture has seen yet; 0: none

    bool settled() const { return awaits == 0 && reserved.empty(); }
  };
  using waiting_list = std::set<std::pair<time_point, conversation_id>>;

  time_point advance(time_point now) { return now_ = std::max(now_, now); }
  void count(const routing_row& r, bool in);
  void release(entry& e, ticket seen);
  void compare(const routing_row* before, const routing_row& now, time_point at);
  void end_of_offer(const routing_row& before, const routing_row& now, time_point at);
  offer_ptr placed(const routing_row& r) const;
  ticket give(const conversation_id& c, routing_order what);
  void offer(entry& e, const user_id& user, time_point now);
  void withdraw_offers(const user_id& user);
  void match(time_point now);
  void ask_persons(time_point now);
  const user_id* best_member(const routing_row& r, time_point now) const;
  std::size_t matches(const queue_id& q, const user_id& user,
                      const std::vector<std::string>& skills) const;

  dispatch_rules rules_;
  roster roster_;
  std::unordered_map<conversation_id, entry> conversations_;
  std::unordered_map<queue_id, waiting_list> waiting_; ///< look for a member, longest first
  std::set<conversation_id> named_;                    ///< look for one person
  waiting_list due_;                                   ///< ends of offers and wrap-ups
  std::unordered_map<user_id, std::set<conversation_id>> has_, asked_;
  std::vector<user_id> restored_; ///< had a conversation before the restart, or were to have it
  time_point now_{};
  ticket tickets_ = 0;
  outcome outcome_;
};

} // namespace earshot
