#include "domain/conversation.hpp"

#include "domain/part_rows.hpp"
#include "domain/rights.hpp"

#include <algorithm>
#include <cassert>

namespace earshot {

namespace {

std::string in_quotes(std::string_view s) { return "'" + std::string(s) + "'"; }

std::string key_of(const user_id& user, const std::string& key) { return user + '\n' + key; }

template <class... Commands>
bool is_one_of(const conversation_command& c) {
  return (std::holds_alternative<Commands>(c) || ...);
}

error forbidden(std::string_view what, std::string_view who_may) {
  return {errc::forbidden, "you may not " + std::string(what)
                               + " this conversation: " + std::string(who_may) + " may"};
}

} // namespace

// --- deciding
// ----------------------------------------------------------------------------------------

conversation_event conversation::decide(const viewer& who, const open_conversation& c,
                                        policy_ptr p) const {
  assert(!exists());
  return opened{
      {c.queue, who.user, c.customer, c.subject, std::move(p), c.channel, c.with_bot, c.skills}};
}

result<conversation_event> conversation::decide(const viewer& who, const conversation_command& c,
                                                const directory& d, const reading& r,
                                                time_point now) const {
  if (auto* o = std::get_if<accept_offer>(&c))
    return decide_one(who, *o, d);
  if (auto* o = std::get_if<decline_offer>(&c))
    return decide_one(who, *o, d);
  if (auto* o = std::get_if<take_conversation>(&c))
    return decide_one(who, *o, d);
  standing as = standing_of(who, facts(), d);
  if (is_one_of<add_comment, edit_comment, delete_comment, share_conversation, unshare_conversation,
                set_action_item>(c))
    return decide_coaching(who, c, d);
  if (!as.any())
    return no_such("conversation", id_, "/args/conversation");
  if (auto* m = std::get_if<add_message>(&c))
    return decide_message(who, as, *m, r, now);
  if (auto* e = std::get_if<escalate_conversation>(&c))
    return decide_one(who, as, *e);
  if (auto* a = std::get_if<assign_conversation>(&c))
    return decide_one(who, as, *a);
  if (auto* x = std::get_if<close_conversation>(&c))
    return decide_close(who, as, *x, d, now);
  if (auto* w = std::get_if<whisper>(&c))
    return decide_one(who, as, *w);
  if (auto* j = std::get_if<join_conversation>(&c))
    return decide_one(who, as, *j);
  if (auto* a = std::get_if<set_alert>(&c))
    return decide_one(who, as, *a);
  if (auto* t = std::get_if<transfer_conversation>(&c))
    return decide_transfer(who, as, *t, d);
  return decide_one(who, as, std::get<add_note>(c));
}

author conversation::author_of(const viewer& who, const add_message& m) const {
  if (!m.by && (who.user == agent_ || has_joined(who.user)))
    return {author_role::agent, who.user};
  author by = m.by.value_or(author{});
  if (by.id.empty() && by.role == author_role::customer)
    by.id = opened_with().customer.id;
  if (by.id.empty() && by.role == author_role::agent)
    by.id = agent_;
  return by;
}

result<conversation_event> conversation::decide_message(const viewer& who, const standing& as,
                                                        const add_message& m, const reading& r,
                                                        time_point now) const {
  if (!as.connector && !as.agent && !(as.supervisor && has_joined(who.user)))
    return forbidden("write in", "its connector, its agent and a supervisor who has joined");
  if (is_over(status_))
    return error{errc::conversation_closed, "conversation " + in_quotes(id_) + " is "
                                                + std::string(name_of(status_))
                                                + " and takes no more messages"};
  if (m.by && !as.connector)
    return error{errc::invalid_field, "only the connector names an author; leave it out",
                 "/args/author"};
  utterance u;
  u.message = messages_ + 1;
  u.by = author_of(who, m);
  u.text = m.text;
  u.at = m.at.value_or(now);
  u.start_ms = m.start_ms;
  u.duration_ms = m.duration_ms;
  u.lang = r.lang;
  u.words = r.words;
  earshot::mood after = mood();
  alert_changes changes;
  if (u.by.role == author_role::customer) {
    u.scored = r.scored;
    sentiment_window next = window_;
    next.add(u.message, u.lang, u.scored);
    after = next.mood_under(*policy_);
    changes = alerts_.after_message(after, policy_->alerts, now, r.alert_cooldown);
  }
  return message_added{std::move(u), after, r.found, changes};
}

result<conversation_event> conversation::decide_one(const viewer&, const standing& as,
                                                    const escalate_conversation&) const {
  if (!as.connector)
    return forbidden("escalate", "its connector");
  if (status_ != status::bot)
    return refused_in("escalate", status::open);
  return escalated{};
}

result<conversation_event> conversation::decide_one(const viewer& who, const standing& as,
                                                    const assign_conversation& c) const {
  if (!as.connector && !as.supervisor)
    return forbidden("assign", "its connector and the supervisors of its queue");
  if (status_ != status::open)
    return refused_in(agent_.empty() ? "assign" : "assign (transfer it instead)", status::active);
  if (as.supervisor)
    if (auto first = wanted_by_another(who))
      return *first;
  return assigned{c.agent, who.user};
}

result<conversation_event> conversation::decide_close(const viewer& who, const standing& as,
                                                      const close_conversation& c,
                                                      const directory& d, time_point now) const {
  if (!as.connector && !as.agent && !as.supervisor)
    return forbidden("close", "its connector, its agent and the supervisors of its queue");
  if (status_ == status::closed || (status_ == status::wrap_up && !as.agent)) {
    error somebody_was_first = refused_in("close", status_);
    if (as.connector && !as.supervisor) // hears it as with a message that is late
      somebody_was_first.code = errc::conversation_closed;
    return somebody_was_first;
  }
  auto* q = d.find_queue(queue());
  auto wrap_up = std::chrono::seconds(q ? q->policy.wrap_up_s : 0);
  if (wrap_up.count() > 0 && may_follow(status_, status::wrap_up))
    return status_changed{status::wrap_up, c.outcome, who.user, now + wrap_up};
  return status_changed{status::closed, c.outcome, who.user};
}

result<conversation_event> conversation::decide_one(const viewer& who, const standing& as,
                                                    const add_note& c) const {
  if (!as.agent && !as.supervisor)
    return forbidden("add notes to", "its agent and the supervisors of its queue");
  return note_added{who.user, c.text};
}

std::string conversation::with_agent() const {
  return agent_.empty() ? std::string{} : " with " + in_quotes(agent_);
}

error conversation::refused_in(std::string_view what, earshot::status to) const {
  return {errc::conflict, "cannot " + std::string(what) + ": conversation " + in_quotes(id_)
                              + " is " + std::string(name_of(status_)) + with_agent()
                              + " and cannot become " + std::string(name_of(to))};
}

std::vector<const utterance*> conversation::unscored_under(const earshot::policy& p) const {
  std::vector<const utterance*> found;
  for (const auto& slot : window_.slots()) {
    bool wanted = slot.why_not == no_score::feature_off
                      ? p.sentiment
                      : slot.why_not == no_score::multilingual_off && p.sentiment && p.multilingual;
    if (!wanted)
      continue;
    if (const utterance* u = find_message(slot.message))
      found.push_back(u);
  }
  return found;
}

const utterance* conversation::find_message(std::uint32_t number) const {
  for (auto it = events_.rbegin(); it != events_.rend(); ++it)
    if (auto* m = std::get_if<message_added>(&of_conversation(**it));
        m && m->said.message == number)
      return &m->said;
  return nullptr;
}

policy_applied conversation::decide_policy(const earshot::policy& p,
                                           std::vector<late_score> rescored) const {
  sentiment_window next = window_;
  for (const late_score& s : rescored)
    next.rescore(s);
  earshot::mood after = next.mood_under(p);
  return policy_applied{p, std::move(rescored), after, alerts_.after_policy(after, p.alerts)};
}

// --- changing
// ------------------------------------------------------------------------------------------

void conversation::apply(event_ptr e) {
  assert(e->offset == offset() + 1);
  events_.push_back(e);
  std::visit([&](const auto& what) { on(*e, what); }, of_conversation(*e));
  if (e->key) {
    if (!keys_)
      keys_ = std::make_unique<std::unordered_map<std::string, key_record>>();
    keys_->emplace(key_of(e->key->user, e->key->key), key_record{e->offset, e->key->body});
  }
}

void conversation::on(const event& e, const opened& o) {
  policy_ = o.what.policy;
  language_ = o.what.customer.lang;
  last_at_ = e.at;
  status_ = o.what.with_bot ? status::bot : status::open;
  if (status_ == status::open)
    entered_at_ = e.at;
}

void conversation::on(const event& e, const message_added& m) {
  const utterance& u = m.said;
  messages_ = u.message;
  last_at_ = u.message == 1 ? u.at : std::max(last_at_, u.at); // they may come in any order
  add_to_parts(u);
  if (u.by.role != author_role::customer) {
    unanswered_since_.reset();
    turning_point_.fold_reply(u.message);
    return;
  }
  if (!unanswered_since_)
    unanswered_since_ = u.at;
  if (u.lang.known() && u.scored.why_not != no_score::no_words)
    language_ = u.lang;
  earshot::mood before = mood();
  window_.add(u.message, u.lang, u.scored);
  turning_point_.fold_customer(u.message, before, m.after);
  alerts_.apply(m.alerts, m.after, policy_->alerts, u.message, e.at);
  if (u.scored.score)
    counts_.add(*u.scored.score);
}

void conversation::on(const event& e, const escalated&) {
  status_ = status::open;
  entered_at_ = e.at;
}

void conversation::on(const event& e, const assigned& a) { hand_to(a.agent, e); }

void conversation::on(const event&, const note_added&) {}

void conversation::on(const event& e, const status_changed& s) {
  status_ = s.to;
  if (is_over(s.to))
    alerts_.restart();
  if (s.outcome != outcome::none)
    outcome_ = s.outcome;
  if (s.until)
    hand_over().wrap_up_until = s.until;
  if (is_over(s.to) && handover_)
    handover_->settle();
  if (s.to == status::closed)
    closed_at_ = e.at;
}

void conversation::on(const event& e, const policy_applied& p) {
  policy_ = policy_ptr(events_.back(), &p.policy);
  alerts_.apply(p.alerts, p.after, policy_->alerts, messages_, e.at);
  for (const late_score& s : p.rescored) {
    window_.rescore(s);
    if (!late_)
      late_ = std::make_unique<std::unordered_map<std::uint32_t, late_score>>();
    late_->insert_or_assign(s.message, s);
  }
}

// --- looking
// -------------------------------------------------------------------------------------------

scoring conversation::scoring_of(const utterance& u) const {
  if (late_)
    if (auto it = late_->find(u.message); it != late_->end())
      return under_policy(it->second.scored, it->second.lang, *policy_);
  if (u.by.role != author_role::customer)
    return {};
  return under_policy(u.scored, u.lang, *policy_);
}

const conversation::key_record* conversation::key_used(const user_id& user,
                                                       const std::string& key) const {
  if (!keys_ || key.empty())
    return nullptr;
  auto it = keys_->find(key_of(user, key));
  return it == keys_->end() ? nullptr : &it->second;
}

namespace {

alert_ptr shown(const open_alert* a) {
  if (!a)
    return nullptr;
  return std::make_shared<const shown_alert>(shown_alert{
      a->lvl, a->message, a->since_message, a->raised_at, {}, a->answer, a->answered_by});
}

} // namespace

conversation_row conversation::row() const {
  conversation_row r;
  r.conversation = id_;
  r.queue = queue();
  r.opened_with = opening_ptr(events_.front(), &opened_with());
  r.agent = agent_;
  r.status = status_;
  r.opened_at = opened_at();
  r.entered_at = entered_at_;
  r.accepted_at = accepted_at_;
  r.closed_at = closed_at_;
  r.unanswered_since = unanswered_since_;
  r.last_at = last_at_;
  r.mood = mood();
  r.trend = window_.trend_under(*policy_);
  r.counts = counts_;
  r.agent_alert = shown(alerts_.agent.open());
  r.supervisor_alert = shown(alerts_.supervisor.open());
  r.outcome = outcome_;
  if (parts_)
    r.parts = part_rows_of(events_, parts());
  r.examples = examples();
  r.recorded = recording() != nullptr;
  r.left = status_ == status::closed ? left_queue::closed : left_queue::no;
  return r;
}

} // namespace earshot
