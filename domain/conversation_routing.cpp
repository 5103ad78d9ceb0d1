// Offers, hand-overs and what routing is told: the part of a conversation that decides who serves
// it. Of two who want it at once the first to arrive here wins; the other hears who has it.
#include "domain/conversation.hpp"
#include "domain/rights.hpp"

#include <cassert>

namespace earshot {

namespace {

std::string in_quotes(std::string_view s) { return "'" + std::string(s) + "'"; }

error no_conversation(const conversation_id& id) {
  return no_such("conversation", id, "/args/conversation");
}

} // namespace

// --- whom it looks for
// -------------------------------------------------------------------------------

seek conversation::seeks() const {
  bool served = status_ == status::active || status_ == status::waiting;
  if (status_ != status::open && !served)
    return seek::nobody;
  if (handover_ && handover_->transfers_to_agent())
    return seek::one_person;
  bool wanted = handover_ && (handover_->transfers_to_queue() || handover_->lost_at);
  return !served || wanted ? seek::a_member : seek::nobody;
}

time_point conversation::seeks_since() const {
  if (handover_ && handover_->transfer)
    return handover_->transfer_at;
  if (handover_ && handover_->lost_at)
    return *handover_->lost_at;
  return entered_at_.value_or(opened_at());
}

/// Where a transfer to a queue is under way, its members take it, and nobody of the old one.
bool conversation::may_take(const viewer& who, const directory& d) const {
  bool moves = handover_ && handover_->transfers_to_queue();
  return who.roles.has(role::agent)
         && d.is_member(moves ? handover_->transfer->queue : queue(), who.user);
}

/// Offers are for members, and for whoever is asked by name; with the membership the offer goes.
bool conversation::may_answer_offers(const viewer& who, const directory& d) const {
  bool named = handover_ && handover_->transfers_to_agent()
               && handover_->transfer->agent == who.user && who.roles.has(role::agent);
  return may_take(who, d) || named || who.user == agent_;
}

// --- what agents and supervisors want
// ----------------------------------------------------------------

result<conversation_event> conversation::decide_one(const viewer& who, const accept_offer&,
                                                    const directory& d) const {
  if (!may_answer_offers(who, d))
    return no_conversation(id_);
  if (!handover_ || !handover_->offered_to(who.user))
    return not_offered("accept", who.user);
  return handed_to(who.user, who.user, d);
}

result<conversation_event> conversation::decide_one(const viewer& who, const decline_offer&,
                                                    const directory& d) const {
  if (!may_answer_offers(who, d))
    return no_conversation(id_);
  if (!handover_ || !handover_->offered_to(who.user))
    return not_offered("decline", who.user);
  return offer_ended{who.user, offer_end::declined};
}

result<conversation_event> conversation::decide_one(const viewer& who, const take_conversation&,
                                                    const directory& d) const {
  if (!may_take(who, d))
    return no_conversation(id_);
  bool free = status_ == status::open || seeks() == seek::a_member;
  if (!free || who.user == agent_)
    return not_offered("take", who.user);
  return handed_to(who.user, who.user, d);
}

result<conversation_event> conversation::decide_transfer(const viewer& who, const standing& as,
                                                         const transfer_conversation& c,
                                                         const directory& d) const {
  if (!as.agent && !as.supervisor && !as.connector)
    return error{errc::forbidden,
                 "you may not transfer this conversation: its agent, its connector "
                 "and the supervisors of its queue may"};
  auto to = c.queue.empty() ? status::active : status::open;
  if (status_ == status::bot || is_over(status_))
    return refused_in(status_ == status::bot ? "transfer (escalate it first)" : "transfer", to);
  if (!c.queue.empty() && !d.find_queue(c.queue))
    return error{errc::not_found, "no queue " + in_quotes(c.queue), "/args/queue"};
  bool stays = agent_.empty() ? c.queue == queue() : c.agent == agent_;
  if (stays && handover_ && handover_->transfer)
    return transfer_asked{{}, {}, who.user};
  if (stays)
    return error{
        errc::conflict,
        "cannot transfer: conversation " + in_quotes(id_) + " is " + std::string(name_of(status_))
            + (agent_.empty() ? " in queue " + in_quotes(queue()) : with_agent()) + " already",
        agent_.empty() ? "/args/queue" : "/args/agent"};
  bool is_fact = as.connector && !as.agent && !as.supervisor;
  if (!is_fact)
    if (auto first = wanted_by_another(who))
      return *first;
  bool at_once = is_fact || (agent_.empty() && c.agent.empty());
  if (!at_once)
    return transfer_asked{c.queue, c.agent, who.user};
  if (!c.agent.empty())
    return assigned{c.agent, who.user};
  return moved_to(c.queue, {}, who.user, d.find_queue(c.queue)->policy);
}

/// A supervisor's wish stands until it is taken back or comes to an end; an agent's own gives way.
std::optional<error> conversation::wanted_by_another(const viewer& who) const {
  if (!handover_ || !handover_->transfer)
    return std::nullopt;
  const transfer_asked& t = *handover_->transfer;
  if (t.by == who.user || t.by == agent_)
    return std::nullopt;
  std::string text = in_quotes(t.by) + " was first: conversation " + in_quotes(id_) + " is "
                     + std::string(name_of(status_)) + with_agent() + " and on its way to "
                     + (t.agent.empty() ? "queue " + in_quotes(t.queue) : in_quotes(t.agent));
  text += "; a transfer to " + (agent_.empty() ? "queue " + in_quotes(queue()) : in_quotes(agent_));
  return error{errc::conflict, text + " takes that back"};
}

conversation_event conversation::moved_to(const queue_id& queue, const user_id& agent,
                                          const user_id& by, const earshot::policy& p) const {
  return transferred{queue, agent, by,
                     std::make_shared<const policy_applied>(decide_policy(p, {}))};
}

conversation_event conversation::handed_to(const user_id& agent, const user_id& by,
                                           const directory& d) const {
  const queue_id* next =
      handover_ && handover_->transfers_to_queue() ? &handover_->transfer->queue : nullptr;
  if (!next || *next == queue())
    return assigned{agent, by};
  auto* q = d.find_queue(*next);
  return moved_to(*next, agent, by, q ? q->policy : earshot::policy{});
}

error conversation::not_offered(std::string_view what, const user_id& user) const {
  std::string text = "cannot " + std::string(what) + ": conversation " + in_quotes(id_) + " is "
                     + std::string(name_of(status_));
  if (status_ == status::open) {
    text += handover_ && handover_->offer ? " and offered to " + in_quotes(handover_->offer->agent)
                                          : " and offered to nobody";
    text += "; without an offer it can become active with you by offer.take";
  } else {
    if (!agent_.empty())
      text += user == agent_ ? " with you already" : " with " + in_quotes(agent_);
    text += " and cannot become " + std::string(name_of(status::active));
    text += user == agent_ || agent_.empty() ? "" : " with you";
  }
  return {errc::conflict, std::move(text)};
}

user_id conversation::place_needed(const viewer& who, const conversation_command& c) const {
  if (std::holds_alternative<take_conversation>(c))
    return handover_ && handover_->offered_to(who.user) ? user_id{} : who.user;
  auto* t = std::get_if<transfer_conversation>(&c);
  bool asks = t && t->agent != agent_ && who.user != opened_with().connector;
  return asks ? t->agent : user_id{};
}

// --- what routing proposes
// ---------------------------------------------------------------------------

std::optional<conversation_event> conversation::decide(const routing_order& o,
                                                       time_point now) const {
  if (std::holds_alternative<end_wrap_up>(o)) {
    bool due = handover_ && handover_->wrap_up_until && *handover_->wrap_up_until <= now;
    if (status_ != status::wrap_up || !due)
      return std::nullopt;
    return status_changed{status::closed, outcome::none, agent_};
  }
  if (auto* ask = std::get_if<ask_agent>(&o))
    return order(*ask);
  if (auto* end = std::get_if<end_offer>(&o))
    return order(*end);
  if (auto* lost = std::get_if<lose_agent>(&o))
    return order(*lost);
  return order(std::get<regain_agent>(o));
}

std::optional<conversation_event> conversation::order(const ask_agent& o) const {
  bool asked = handover_ && handover_->offer;
  bool wanted = seeks() == seek::a_member
                || (seeks() == seek::one_person && handover_->transfer->agent == o.agent);
  if (asked || !wanted || o.agent == agent_)
    return std::nullopt;
  return offered{o.agent, o.expires, handover_ && handover_->lost_at.has_value()};
}

std::optional<conversation_event> conversation::order(const end_offer& o) const {
  bool named =
      handover_ && handover_->transfers_to_agent() && handover_->transfer->agent == o.agent;
  bool asked = handover_ && handover_->offered_to(o.agent);
  if (!asked && !(named && o.why == offer_end::unreachable))
    return std::nullopt;
  return offer_ended{o.agent, o.why};
}

std::optional<conversation_event> conversation::order(const lose_agent& o) const {
  bool needs_session = status_ == status::active && !is_asynchronous(opened_with().channel);
  if (o.agent != agent_ || !needs_session || (handover_ && handover_->lost_at))
    return std::nullopt;
  return agent_lost{o.agent};
}

std::optional<conversation_event> conversation::order(const regain_agent& o) const {
  if (o.agent != agent_ || !handover_ || !handover_->lost_at)
    return std::nullopt;
  return agent_back{o.agent};
}

std::optional<conversation_event> conversation::consequence() const {
  auto* m = std::get_if<message_added>(&of_conversation(*events_.back()));
  if (!m || !is_asynchronous(opened_with().channel))
    return std::nullopt;
  auto role = m->said.by.role;
  if (role == author_role::agent && status_ == status::active)
    return status_changed{status::waiting, outcome::none, m->said.by.id};
  if (role == author_role::customer && status_ == status::waiting)
    return status_changed{status::active, outcome::none, {}}; // `by` is for those who serve
  return std::nullopt;
}

// --- changing
// ----------------------------------------------------------------------------------------

handover& conversation::hand_over() {
  if (!handover_)
    handover_ = std::make_unique<handover>();
  return *handover_;
}

void conversation::hand_to(const user_id& agent, const event& e) {
  if (!agent_.empty() && agent_ != agent) {
    alerts_.restart(); // of one that waited it goes with whoever has it first
    hand_over().former.push_back({agent_, e.offset - 1});
  }
  if (handover_)
    handover_->settle();
  agent_ = agent;
  status_ = agent.empty() ? status::open : status::active;
  if (!agent.empty() && !accepted_at_)
    accepted_at_ = e.at;
}

void conversation::on(const event&, const offered& o) { hand_over().offer = o; }

void conversation::on(const event& e, const offer_ended& o) {
  hand_over().pass(o.agent, o.why, e.at);
}

void conversation::on(const event& e, const transfer_asked& t) {
  handover& h = hand_over();
  h.offer.reset();
  h.passed.clear();
  h.ended = offer_end::withdrawn;
  h.transfer.reset();
  if (!t.queue.empty() || !t.agent.empty())
    h.transfer = t;
  h.transfer_at = e.at;
}

/// In the queue it comes to it counts as entered when it was asked for, and accepted now.
void conversation::on(const event& e, const transferred& t) {
  handover& h = hand_over();
  bool asked = h.transfer && h.transfer->queue == t.queue;
  entered_at_ = asked ? h.transfer_at : e.at;
  accepted_at_.reset();
  h.queue = t.queue;
  alerts_.restart();
  hand_to(t.agent, e);
  on(e, *t.under);
}

void conversation::on(const event& e, const agent_lost&) { hand_over().lost_at = e.at; }

void conversation::on(const event&, const agent_back&) {
  handover& h = hand_over();
  h.lost_at.reset();
  if (!h.transfer) {
    h.offer.reset();
    h.ended = offer_end::withdrawn;
    h.passed.clear();
  }
}

// --- looking
// -----------------------------------------------------------------------------------------

std::optional<std::uint64_t> conversation::served_until(const user_id& user) const {
  if (handover_)
    for (auto t = handover_->former.rbegin(); t != handover_->former.rend(); ++t)
      if (t->agent == user)
        return t->until;
  return std::nullopt;
}

const user_id& conversation::responsible() const {
  bool between_two = agent_.empty() && handover_ && !handover_->former.empty();
  return between_two ? handover_->former.back().agent : agent_;
}

conversation conversation::as_of(std::uint64_t offset) const {
  assert(offset <= this->offset());
  conversation then(id_);
  for (std::uint64_t i = 0; i < offset; ++i)
    then.apply(events_[i]);
  then.follow_policy(policy_);
  then.erased_upto_ = erased_upto_;
  return then;
}

bool conversation::concerns_routing(const conversation_event& e) const {
  bool of_card = handover_ && handover_->offer; // what is said meanwhile shows in its mood
  if (auto* m = std::get_if<message_added>(&e)) // its language may be a skill that is asked for
    return of_card || (seeks() != seek::nobody && m->said.lang.known());
  return of_card
         || !(std::holds_alternative<note_added>(e) || std::holds_alternative<policy_applied>(e));
}

offer_ptr conversation::card(const directory& d) const {
  if (!handover_ || !handover_->offer)
    return nullptr;
  const offered& o = *handover_->offer;
  auto c = std::make_shared<offer_card>();
  c->conversation = id_;
  c->queue = handover_->transfers_to_queue() ? handover_->transfer->queue : queue();
  c->agent = o.agent;
  c->customer = opened_with().customer.id;
  c->customer_name = opened_with().customer.name;
  c->channel = opened_with().channel;
  c->lang = language_;
  c->since = seeks_since();
  c->expires = o.expires;
  c->again = o.again;
  if (handover_->transfer)
    c->from = handover_->transfer->by;
  conversation_facts as_its_agent{queue(), opened_with().connector, o.agent, policy_->sentiment};
  audience sees = audience_of({o.agent, {role::agent}}, as_its_agent, d);
  c->mood = mood();
  if (!sees.sentiment)
    c->mood.why_not = sees.reason;
  return c;
}

routing_row conversation::routing(const directory& d) const {
  routing_row r;
  r.conversation = id_;
  r.queue = handover_ && handover_->transfers_to_queue() ? handover_->transfer->queue : queue();
  r.channel = opened_with().channel;
  r.status = status_;
  r.agent = agent_;
  r.seeks = seeks();
  r.since = seeks_since();
  r.skills = *opened_with().skills;
  if (language_.known())
    r.skills.emplace_back(language_.code());
  r.offer = card(d);
  if (!handover_)
    return r;
  if (r.seeks == seek::one_person)
    r.person = handover_->transfer->agent;
  r.lost = handover_->lost_at.has_value();
  r.passed = handover_->passed;
  r.wrap_up_until = status_ == status::wrap_up ? handover_->wrap_up_until : std::nullopt;
  r.ended = handover_->ended;
  return r;
}

} // namespace earshot
