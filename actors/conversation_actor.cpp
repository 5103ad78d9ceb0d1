#include "actors/conversation_actor.hpp"

#include "actors/answers.hpp"
#include "signals/terms.hpp"

#include <algorithm>

namespace earshot::actors {

namespace {

bool hands_over(const event& e) {
  return std::holds_alternative<assigned>(of_conversation(e))
         || std::holds_alternative<transferred>(of_conversation(e));
}

} // namespace

conversation_actor::conversation_actor(caf::actor_config& cfg, environment& env, conversation_id id,
                                       directory_ptr directory, std::vector<event_ptr> history,
                                       store::position newest)
    : shell(cfg), env_(env), directory_(std::move(directory)), state_(std::move(id)),
      position_(std::max(newest, directory_->position())) {
  for (event_ptr& e : history)
    state_.apply(std::move(e));
  left_ = state_.exists() && state_.status() == status::closed;
  if (left_)
    if (auto* q = directory_->find_queue(state_.queue()))
      state_.follow_policy(std::make_shared<const policy>(q->policy));
  ++env_.tallies.conversations;
}

conversation_actor::~conversation_actor() { --env_.tallies.conversations; }

caf::behavior conversation_actor::make_behavior() {
  return {[this](to_conversation& m) { return receive(m); }};
}

/// A new conversation waits for its opening, which comes with the policy by way of its queue: a
/// command sent right after it, or a second opening, comes straight and may be here first.
caf::result<void> conversation_actor::receive(to_conversation& m) {
  auto* open = std::get_if<open_one>(&m.what);
  bool begins = open && open->policy;
  if (!state_.exists() && !begins && !std::holds_alternative<use_directory>(m.what))
    return caf::skip;
  std::visit([this](auto& what) { on(what); }, m.what);
  return caf::unit;
}

// --- commands
// ----------------------------------------------------------------------------------------

void conversation_actor::on(open_one& m) {
  if (state_.exists()) {
    if (!answered_before(m.from, m.key))
      refuse(env_, m.from,
             {errc::already_exists, "conversation '" + state_.id() + "' exists already",
              "/args/conversation"});
    return;
  }
  now_ = m.now;
  auto what = state_.decide(*m.from.by, m.what, m.policy);
  auto position = commit(std::move(what), m.what.at.value_or(m.now), &m.from, &m.key);
  answer(env_, m.from, protocol::offset_result(state_.offset()), position);
}

void conversation_actor::on(carry_out& m) {
  if (hold_back(m) || answered_before(m.from, m.key))
    return;
  now_ = m.now;
  auto what = state_.decide(*m.from.by, m.what, *directory_, read(m), m.now);
  if (!what)
    return refuse(env_, m.from, what.error(), on_conversation(state_.id()), m.now);
  user_id user = state_.place_needed(*m.from.by, m.what);
  if (user.empty())
    return finish(m, std::move(*what));
  bool keep = user == m.from.by->user;
  held_.push_front({m.from.session, {}});
  tell(env_.routing,
       ask_place{caf::actor_cast<caf::actor>(this), std::move(user), keep, std::move(m)});
}

bool conversation_actor::answered_before(const origin& from, const command_key& key) {
  auto* used = state_.key_used(from.by->user, key.key);
  if (!used)
    return false;
  if (used->body != key.body && used->body != 0) { // 0: what it was is erased
    refuse(env_, from, used_key(key.key));
    return true;
  }
  answer(env_, from, result_of(used->offset, *from.by), position_, /*duplicate=*/true);
  return true;
}

reading conversation_actor::read(const carry_out& m) const {
  auto* said = std::get_if<add_message>(&m.what);
  if (!said || is_over(state_.status()))
    return {};
  auto role = state_.author_of(*m.from.by, *said).role;
  auto words = env_.scorer.words_in(said->text);
  reading r = read_mood(*said, role, words);
  r.words = words;
  if (auto* notice = directory_->what_to_notice())
    r.found = notice->notice(said->text, r.lang.known() ? r.lang : language_here(), role);
  return r;
}

/// What is spoken here, where a message alone does not tell.
language conversation_actor::language_here() const {
  if (language so_far = state_.language_so_far(); so_far.known())
    return so_far;
  auto* q = directory_->find_queue(state_.opened_with().queue);
  return q && !q->languages.empty() ? q->languages.front() : english;
}

reading conversation_actor::read_mood(const add_message& said, author_role role,
                                      std::uint32_t words) const {
  reading r;
  if (role != author_role::customer) {
    r.lang = said.lang.value_or(language{});
    return r;
  }
  r.alert_cooldown = milliseconds{env_.alerts.cooldown_ms};
  const policy& p = state_.policy();
  if (!p.sentiment) {
    r.lang = said.lang.value_or(language{});
    bool silent = words == 0 && score(said.text, english, p).why_not == no_score::no_words;
    r.scored.why_not = silent ? no_score::no_words : no_score::feature_off;
    return r;
  }
  r.lang = said.lang ? *said.lang : language_of(said.text);
  r.scored = score(said.text, r.lang, p);
  return r;
}

language conversation_actor::language_of(const std::string& text) const {
  auto* q = directory_->find_queue(state_.queue());
  return env_.scorer.language_of(
      text,
      {state_.language_so_far(), state_.opened_with().customer.lang, q ? &q->languages : nullptr});
}

scoring conversation_actor::score(const std::string& text, language lang, const policy& p) const {
  if (!p.multilingual && lang != english) {
    bool silent = env_.scorer.words_in(text) == 0
                  && env_.scorer.score(text, english).why_not == no_score::no_words;
    return {.why_not = silent ? no_score::no_words : no_score::multilingual_off};
  }
  sentiment::verdict v = env_.scorer.score(text, lang);
  return {.score = v.score, .why_not = v.why_not, .profanity = v.profanity};
}

// --- readers
// -------------------------------------------------------------------------------------------

void conversation_actor::on(follow& m) {
  std::erase_if(subscribers_, [&](const subscriber& s) { return s.session == m.from.session; });
  audience sees = audience_of(*m.from.by, state_.facts(), *directory_);
  if (!sees.sees_anything())
    return refuse_stream(env_, m, on_conversation(state_.id()));
  subscriber s{m.from.session, m.subscription, m.from.by, sees};
  auto rests_on = note_reading(act::watch, *m.from.by, sees, m.now);
  acknowledge(env_, m, env_.epoch, state_.offset(), rests_on);
  auto resume = std::get_if<protocol::resume_after>(&m.start);
  if (resume && (resume->epoch != env_.epoch || resume->offset > state_.offset()))
    return end(s, protocol::gap("conversation/" + state_.id(), state_.offset()));
  if (std::holds_alternative<protocol::start_at_snapshot>(m.start))
    env_.out.deliver(s.session,
                     {delivery::kind::snapshot, s.subscription, state_.offset(), rests_on,
                      shared(protocol::conversation_snapshot(state_, env_.epoch, sees,
                                                             comments_for(*m.from.by)))});
  if (resume)
    for (auto& e : state_.events().subspan(resume->offset)) {
      protocol::sight_change sight{.reads_comment = reads_comment(*m.from.by, *e)};
      env_.out.deliver(s.session, {delivery::kind::event, s.subscription, e->offset, rests_on,
                                   shared(protocol::conversation_event_frame(state_, env_.epoch, *e,
                                                                             sees, sight))});
    }
  subscribers_.push_back(std::move(s));
}

void conversation_actor::on(const unfollow& m) {
  std::erase_if(subscribers_, [&](const subscriber& s) {
    return s.session == m.from.session && s.subscription == m.subscription;
  });
  acknowledge(env_, m);
}

// --- policy and rights
// -----------------------------------------------------------------------------------

void conversation_actor::on(const apply_policy& m) {
  now_ = m.now;
  bool elsewhere = m.queue_name != state_.queue();
  if (!elsewhere && is_over(state_.status())) {
    state_.follow_policy(m.policy);
    review_readers(m.now);
  } else if (!elsewhere && m.policy->version > state_.policy().version) {
    commit(under(*m.policy), m.now, nullptr, nullptr);
  }
  if (m.queue)
    tell(m.queue, policy_in_force{m.policy->version, position_});
}

policy_applied conversation_actor::under(const policy& p) const {
  std::vector<late_score> rescored;
  for (const utterance* u : state_.unscored_under(p)) {
    language lang = u->lang.known() ? u->lang : language_of(u->text);
    scoring s = score(u->text, lang, p);
    s.late = true;
    rescored.push_back({u->message, lang, s});
  }
  return state_.decide_policy(p, std::move(rescored));
}

void conversation_actor::on(const use_directory& m) {
  const directory_ptr before = std::exchange(directory_, m.directory);
  position_ = std::max(position_, directory_->position());
  if (!state_.exists())
    return;
  if (is_over(state_.status()))
    if (auto* q = directory_->find_queue(state_.queue()))
      state_.follow_policy(std::make_shared<const policy>(q->policy));
  review_readers(m.now);
  const auto facts = state_.facts();
  if (agent_sees_sentiment(facts, *before) != agent_sees_sentiment(facts, *directory_))
    changed(); // the row says so to the agent's desk, where an alert may stand
}

void conversation_actor::review_readers(time_point now) {
  bool sight_changed = false;
  for (const subscriber& s : subscribers_) {
    audience sees = audience_of(*s.who, state_.facts(), *directory_);
    sight_changed |= sees.sentiment != s.sees.sentiment || sees.reason != s.sees.reason;
  }
  if (sight_changed) // the same policy once more says so in the stream
    commit(state_.decide_policy(state_.policy(), {}), now, nullptr, nullptr);
  else
    keep_readers();
}

void conversation_actor::keep_readers() {
  std::erase_if(subscribers_, [&](subscriber& s) {
    s.sees = audience_of(*s.who, state_.facts(), *directory_);
    if (!s.sees.sees_anything())
      end(s, protocol::revoked("conversation/" + state_.id(), "you may no longer follow it"));
    return !s.sees.sees_anything();
  });
}

// --- events
// --------------------------------------------------------------------------------------------------

store::position conversation_actor::commit(conversation_event what, time_point at, const origin* by,
                                           const command_key* key, const audit_entry* beside) {
  if (auto* t = std::get_if<transferred>(&what))
    t->under = std::make_shared<const policy_applied>(under(t->under->policy));
  auto e = std::make_shared<event>();
  e->offset = state_.offset() + 1;
  e->at = at;
  e->what = std::move(what);
  if (key && !key->key.empty())
    e->key = std::make_unique<const key_use>(key_use{by->by->user, key->key, key->body});
  mood before = state_.exists() ? state_.mood() : mood{};
  row_ptr left;
  if (hands_over(*e))
    left = current_row();
  position_ = env_.log.append(state_.id(), e, beside);
  state_.apply(e);
  show(*e, state_.mood() != before);
  changed();
  pass_on_comment(*e);
  if (left_) // queues are done with it, its sellers' histories are not
    tell(env_.registry, news_for_sellers{current_row()});
  if (left)
    tell_of_move(left);
  if (state_.concerns_routing(of_conversation(*e)))
    tell_routing();
  if (state_.status() == status::closed) {
    keep_row();
    env_.log.closed(state_.id());
  }
  return position_;
}

/// By which a customer's and a seller's conversations are found when this actor is gone.
void conversation_actor::keep_row() {
  conversation_row r = state_.row();
  env_.log.put_row({r.conversation, r.queue, r.opened_with->customer.id, r.agent, r.last_at, {}});
}

void conversation_actor::show(const event& e, bool mood_changed) {
  struct variant {
    audience sees;
    protocol::sight_change sight;
    protocol::frame_ptr frame;
  };
  std::vector<variant> encoded; // few: readers with equal rights share a frame
  bool new_rights = !std::holds_alternative<message_added>(of_conversation(e));
  for (subscriber& s : subscribers_) {
    audience sees = new_rights ? audience_of(*s.who, state_.facts(), *directory_) : s.sees;
    protocol::sight_change sight{s.sees.sentiment, s.sees.reason, mood_changed,
                                 new_rights && reads_comment(*s.who, e)};
    s.sees = sees;
    if (!sees.sees_anything())
      continue; // ended below
    auto same = std::find_if(encoded.begin(), encoded.end(), [&](const variant& v) {
      return v.sees == sees && (!new_rights || v.sight == sight);
    });
    if (same == encoded.end()) {
      auto frame = protocol::conversation_event_frame(state_, env_.epoch, e, sees, sight);
      same = encoded.insert(same, {sees, sight, shared(std::move(frame))});
    }
    env_.out.deliver(s.session,
                     {delivery::kind::event, s.subscription, e.offset, position_, same->frame});
  }
  if (new_rights)
    keep_readers();
}

void conversation_actor::end(const subscriber& s, std::string frame) {
  env_.out.deliver(s.session, {delivery::kind::ended, s.subscription, state_.offset(), position_,
                               shared(std::move(frame))});
}

row_ptr conversation_actor::current_row() {
  auto row = std::make_shared<conversation_row>(state_.row());
  row->position = position_;
  row->agent_sees = agent_sees_sentiment(state_.facts(), *directory_);
  row->agent_alert = with_words(std::move(row->agent_alert));
  row->supervisor_alert = with_words(std::move(row->supervisor_alert));
  if (state_.closed_at())
    signals_in_text::add_terms(*row, state_.events());
  return row;
}

void conversation_actor::send_row() {
  reported_ = true;
  row_ptr row = current_row();
  left_ = row->left != left_queue::no;
  env_.out.row(std::move(row));
}

void conversation_actor::changed() {
  if (!reported_ || left_)
    return;
  reported_ = false;
  env_.out.touched(caf::actor_cast<caf::actor>(this));
}

} // namespace earshot::actors
