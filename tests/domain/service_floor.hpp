// A floor of agents and conversations around one `dispatch`, without actors: real conversations
// decide, and what passes between them and routing lies in order in two lists per conversation
// until it is delivered.
#pragma once

#include "domain/dispatch.hpp"
#include "tests/domain/story.hpp"

#include <deque>
#include <map>

namespace earshot::testing {

class service_floor {
public:
  struct desk_line {
    user_id user;
    dispatch::desk_change::kind what;
    conversation_id conversation;
    offer_fate fate;
  };

  service_floor() {
    d_ = directory{}.with(queue_defined{"a", "A", {"ann", "bob"}, {"sofia"}, {}, {}, {}});
    d_ = d_->with(queue_defined{"b", "B", {"bob", "cid"}, {"sofia"}, {}, {}, {}});
    routing.use(d_);
  }

  void define(const queue_defined& q) {
    d_ = d_->with(q);
    routing.use(d_);
    sort_out();
  }

  void arrive(const user_id& agent, std::optional<std::uint32_t> capacity = {},
              presence p = presence::available) {
    routing.begin_session(agent, true, at_now());
    routing.set(agent, {p, capacity}, at_now());
    sort_out();
  }
  void set(const user_id& agent, presence p) {
    routing.set(agent, {p, {}}, at_now());
    sort_out();
  }
  void drop(const user_id& agent) {
    routing.end_session(agent, true, at_now());
    sort_out();
  }
  void back(const user_id& agent) {
    routing.begin_session(agent, true, at_now());
    sort_out();
  }
  /// Routing begins anew and is told of every conversation; nobody is here yet.
  void restart() {
    routing = dispatch{dispatch_rules{milliseconds(30'000), milliseconds(30'000), 5}};
    routing.use(d_);
    for (auto& [id, s] : talks_) {
      s.orders.clear();
      s.pictures.clear();
      s.seen = 0;
      routing.take(std::make_shared<const routing_row>(s.talk.routing(*d_)), 0, true, time_point{});
      sort_out();
    }
  }
  void pass(std::int64_t ms) {
    now_ms += ms;
    routing.tick(at_now());
    sort_out();
  }

  void open(const conversation_id& id, const queue_id& queue, channel by = channel::chat,
            std::vector<std::string> skills = {}) {
    sim& s = talks_.try_emplace(id, id).first->second;
    open_conversation o;
    o.conversation = id;
    o.queue = queue;
    o.channel = by;
    o.customer.id = "u-" + id;
    o.skills = std::move(skills);
    apply(s, s.talk.decide(webchat, o, std::make_shared<const policy>()));
  }

  /// The refusal's code, or nothing. What takes a place asks routing first, as the actor does.
  std::optional<errc> tell(const viewer& who, const conversation_id& id, conversation_command c) {
    sim& s = talks_.at(id);
    auto what = s.talk.decide(who, c, *d_, {}, at_now());
    if (!what)
      return what.error().code;
    user_id user = s.talk.place_needed(who, c);
    if (user.empty()) {
      apply(s, std::move(*what));
      return std::nullopt;
    }
    dispatch::place p = routing.ask_place(id, user, user == who.user);
    while (!s.orders.empty()) // the answer comes behind them
      take_order(s);
    s.seen = p.number;
    what = s.talk.decide(who, c, *d_, {}, at_now());
    bool carried_out = p.objection.empty() && what;
    carried_out ? apply(s, std::move(*what)) : picture(s);
    return carried_out ? std::nullopt : std::optional(errc::conflict);
  }
  std::optional<errc> accept(const user_id& user, const conversation_id& id) {
    return tell({user, {role::agent}}, id, accept_offer{id});
  }
  std::optional<errc> decline(const user_id& user, const conversation_id& id) {
    return tell({user, {role::agent}}, id, decline_offer{id});
  }

  /// One thing that is under way arrives; `which` chooses. False if there is none.
  bool step(std::size_t which) {
    std::vector<std::pair<sim*, bool>> under_way;
    for (auto& [id, s] : talks_) {
      if (!s.orders.empty())
        under_way.emplace_back(&s, true);
      if (!s.pictures.empty())
        under_way.emplace_back(&s, false);
    }
    if (under_way.empty())
      return false;
    auto [s, is_order] = under_way[which % under_way.size()];
    is_order ? take_order(*s) : take_picture(*s);
    return true;
  }
  void settle() {
    while (step(0)) {
    }
  }

  const conversation& talk(const conversation_id& id) const { return talks_.at(id).talk; }
  /// Who is asked for it now; empty: nobody.
  user_id asked(const conversation_id& id) const {
    auto* h = talk(id).handing_over();
    return h && h->offer ? h->offer->agent : user_id{};
  }
  std::vector<conversation_id> ids() const {
    std::vector<conversation_id> all;
    for (auto& [id, s] : talks_)
      all.push_back(id);
    return all;
  }
  /// Places a person really holds: by conversations, and by offers too.
  std::uint32_t serves(const user_id& user) const {
    std::uint32_t n = 0;
    for (auto& [id, s] : talks_)
      n += s.talk.agent() == user
           && (s.talk.status() == status::active || s.talk.status() == status::wrap_up);
    return n;
  }
  std::uint32_t places(const user_id& user) const {
    std::uint32_t n = serves(user);
    for (auto& [id, s] : talks_)
      n += asked(id) == user;
    return n;
  }
  time_point at_now() const { return at(0) + milliseconds(now_ms); }

  dispatch routing{dispatch_rules{milliseconds(30'000), milliseconds(30'000), 5}};
  std::vector<desk_line> desks;
  std::set<user_id> sent_away;
  std::int64_t now_ms = 0;

private:
  struct sim {
    explicit sim(conversation_id id) : talk(std::move(id)) {}
    conversation talk;
    std::deque<dispatch::order> orders;
    std::deque<std::pair<routing_row_ptr, dispatch::ticket>> pictures;
    dispatch::ticket seen = 0;
  };

  void apply(sim& s, conversation_event what) {
    auto e = std::make_shared<event>();
    e->offset = s.talk.offset() + 1;
    e->at = at_now();
    e->what = std::move(what);
    s.talk.apply(e);
    if (s.talk.concerns_routing(of_conversation(*e)))
      picture(s);
    if (auto next = s.talk.consequence())
      apply(s, std::move(*next));
  }
  void picture(sim& s) {
    s.pictures.emplace_back(std::make_shared<const routing_row>(s.talk.routing(*d_)), s.seen);
  }
  void take_order(sim& s) {
    dispatch::order o = std::move(s.orders.front());
    s.orders.pop_front();
    s.seen = o.number;
    auto what = s.talk.decide(o.what, at_now());
    what ? apply(s, std::move(*what)) : picture(s);
  }
  void take_picture(sim& s) {
    auto [row, seen] = std::move(s.pictures.front());
    s.pictures.pop_front();
    routing.take(std::move(row), seen, false, at_now());
    sort_out();
  }
  void sort_out() {
    auto out = routing.take_outcome();
    for (auto& o : out.orders)
      talks_.at(o.to).orders.push_back(std::move(o));
    for (auto& c : out.desks)
      desks.push_back({c.card->agent, c.what, c.card->conversation, c.fate});
    sent_away.insert(out.sent_away.begin(), out.sent_away.end());
  }

  directory_ptr d_;
  std::map<conversation_id, sim> talks_;
};

/// Two who are here and serve queue a, ann for longer.
inline service_floor with_ann_and_bob() {
  service_floor f;
  f.arrive("ann");
  f.pass(1000);
  f.arrive("bob");
  return f;
}

} // namespace earshot::testing
