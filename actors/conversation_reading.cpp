// What a conversation actor answers and shows besides its stream: queries, and the words of alerts.
#include "actors/answers.hpp"
#include "actors/conversation_actor.hpp"
#include "domain/alert_words.hpp"
#include "domain/erasure.hpp"
#include "protocol/encode_transcript.hpp"

#include <algorithm>

namespace earshot::actors {

namespace {

/// Of a text that is erased the score is all that is known.
explanation unexplained(const scoring& s) {
  explanation e;
  e.outcome.score = s.score;
  e.outcome.why_not = s.why_not;
  e.base = s.score.value_or(0);
  return e;
}

error no_conversation(const conversation_id& id) {
  return no_such("conversation", id, "/args/conversation");
}

/// What the customer wrote up to the message that raised the alert, as far as it is scored and
/// still in the window.
std::vector<weighed_message> messages_of(const shown_alert& a, const conversation& c,
                                         const sentiment::scorer& scorer) {
  std::vector<weighed_message> out;
  auto slots = c.window().slots();
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const auto& slot = slots[i];
    const utterance* said = slot.message <= a.message ? c.find_message(slot.message) : nullptr;
    if (said && under_policy(slot.scored(), slot.lang, c.policy()).score)
      out.push_back({sentiment_window::weight_of(slots.size() - 1 - i),
                     scorer.explain(said->text, slot.lang)});
  }
  return out;
}

} // namespace

alert_ptr conversation_actor::with_words(alert_ptr a) {
  constexpr std::size_t words_max = 5;
  if (!a)
    return a;
  if (!alert_words_)
    alert_words_ = std::make_unique<words_by_message>();
  const auto *agent = state_.alerts().agent.open(), *supervisor = state_.alerts().supervisor.open();
  std::erase_if(*alert_words_, [&](const auto& known) {
    return !(agent && agent->message == known.first)
           && !(supervisor && supervisor->message == known.first);
  });
  auto [words, first] = alert_words_->try_emplace(a->message);
  if (first)
    words->second = words_that_lowered(messages_of(*a, state_, env_.scorer), words_max);
  auto whole = std::make_shared<shown_alert>(*a);
  whole->words = words->second;
  return whole;
}

void conversation_actor::on(const look& m) {
  if (m.what == look::at::figures)
    return show_figures(m);
  audience who = audience_of(*m.from.by, state_.facts(), *directory_);
  if (!who.sees_anything() && show_earlier_part(m))
    return;
  if (!who.sees_anything() && m.what != look::at::explanation)
    who = as_guest(*m.from.by, m.now);
  if (!who.sees_anything())
    return refuse(env_, m.from, no_conversation(state_.id()), on_conversation(state_.id()), m.now);
  if (m.what == look::at::explanation)
    return explain(m, who);
  answer(env_, m.from, as_read_by(m, state_, who),
         note_reading(act::read_transcript, *m.from.by, who, m.now));
}

std::string conversation_actor::as_read_by(const look& m, const conversation& c,
                                           const audience& who) const {
  auto comments = comments_for(*m.from.by);
  if (m.what == look::at::state)
    return protocol::conversation_state(c, who, comments);
  tracked_names tracked;
  for (const user_id& seller : c.sellers())
    tracked.merge(tracked_for(seller, *directory_));
  return protocol::transcript_result(c, who, tracked, comments, m.page);
}

store::position conversation_actor::note_reading(act what, const viewer& by, const audience& sees,
                                                 time_point now) {
  auto entry = audited_reading(what, state_.id(), by, sees, now);
  return entry ? std::max(position_, env_.audit.read(std::move(*entry))) : position_;
}

void conversation_actor::explain(const look& m, const audience& who) {
  auto& to = m.from;
  if (!who.sees_inside())
    return refuse(env_, to, {errc::forbidden, "the sentiment is for the people who serve"},
                  on_conversation(state_.id()), m.now);
  if (!who.sentiment) {
    auto why = who.reason == no_score::none ? no_score::feature_off : who.reason;
    return refuse(
        env_, to,
        {errc::feature_off, "the sentiment is not shown here: " + std::string(name_of(why))});
  }
  std::vector<explanation> reasons;
  for (const auto& slot : state_.window().slots()) {
    reasons.emplace_back();
    if (const utterance* said = state_.find_message(slot.message))
      reasons.back() = slot.message > state_.erased_upto()
                           ? env_.scorer.explain(said->text, slot.lang)
                           : unexplained(state_.scoring_of(*said));
  }
  answer(env_, to, protocol::explain_result(state_, reasons),
         note_reading(act::read_transcript, *m.from.by, who, m.now));
}

void conversation_actor::on(const explain_access& m) {
  const viewer& who = *m.from.by;
  conversation_facts facts = state_.facts();
  const bool reads_it = as_guest(who, m.now).sees_anything()
                        || (who.roles.has(role::agent) && state_.served_until(who.user));
  access_answer a;
  if (m.what.what == protocol::ask_access::about::sentiment)
    a = access_to_sentiment(who, m.what.id, &facts, state_.mood(), *directory_);
  else if (!reads_it)
    a = access_to_conversation(who, m.what.id, &facts, *directory_);
  answer(env_, m.from, protocol::access_result(a), position_);
}

// --- customer.history
// --------------------------------------------------------------------------------

namespace {

/// Place of a conversation in a customer's history, as a text that sorts by time.
std::string cursor_of(time_point last, const conversation_id& id) {
  return to_rfc3339(last) + ' ' + id;
}

std::string cursor_of(const store::stored_row& r) { return cursor_of(r.last, r.conversation); }

/// Closed conversations that the agent may read, newest first, after the cursor.
std::vector<store::stored_row> readable(std::vector<store::stored_row> rows, const directory& d,
                                        const user_id& agent, const conversation_id& present,
                                        const std::string& after) {
  std::erase_if(rows, [&](const store::stored_row& r) {
    return r.conversation == present || !d.is_member(r.queue, agent)
           || (!after.empty() && cursor_of(r) >= after);
  });
  std::sort(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return cursor_of(a) > cursor_of(b); });
  return rows;
}

/// Loads one conversation after the other, then tells the actor that asked.
struct history_walk : std::enable_shared_from_this<history_walk> {
  history_walk(store::event_log& from, caf::actor to, look_back asked, std::uint64_t erasures)
      : log(from), asker(std::move(to)), result{std::move(asked), {}, {}, erasures} {}

  void next() {
    if (result.found.size() == ids.size())
      return tell(asker, to_conversation{std::move(result)});
    log.load(ids[result.found.size()], [self = shared_from_this()](std::vector<event_ptr> events) {
      auto& id = self->ids[self->result.found.size()];
      self->result.found.emplace_back(id, std::move(events));
      self->next();
    });
  }

  store::event_log& log;
  caf::actor asker;
  std::vector<conversation_id> ids;
  looked_back result;
};

} // namespace

result<void> conversation_actor::may_look_back(const viewer& who) const {
  standing as = standing_of(who, state_.facts(), *directory_);
  if (!as.any())
    return no_conversation(state_.id());
  if (!as.agent)
    return error{errc::forbidden, "only the agent of a conversation may read what its customer "
                                  "said before"};
  if (state_.status() != status::active && state_.status() != status::waiting)
    return error{errc::conflict, "conversation '" + state_.id() + "' is "
                                     + std::string(name_of(state_.status()))
                                     + "; it must be active or waiting"};
  return {};
}

void conversation_actor::on(look_back& m) {
  if (auto may = may_look_back(*m.from.by); !may)
    return refuse(env_, m.from, may.error(), on_conversation(state_.id()), m.now);
  const customer_id& customer = state_.opened_with().customer.id;
  auto erasures = env_.tallies.erasures.load();
  if (customer == erased_customer) { // nobody can tell which ones are theirs
    looked_back none{std::move(m), {}, {}, erasures};
    return on(none);
  }
  auto walk = std::make_shared<history_walk>(env_.log, caf::actor_cast<caf::actor>(this),
                                             std::move(m), erasures);
  store::row_filter of_customer;
  of_customer.customer = customer;
  env_.log.rows(std::move(of_customer),
                [walk, d = directory_, present = state_.id()](std::vector<store::stored_row> rows) {
                  const look_back& asked = walk->result.asked;
                  rows =
                      readable(std::move(rows), *d, asked.from.by->user, present, asked.what.after);
                  auto limit = static_cast<std::size_t>(asked.what.limit);
                  if (rows.size() > limit) {
                    rows.resize(limit);
                    walk->result.next = cursor_of(rows.back());
                  }
                  for (const auto& r : rows)
                    walk->ids.push_back(r.conversation);
                  walk->next();
                });
}

void conversation_actor::on(looked_back& m) {
  if (m.erasures != env_.tallies.erasures) // what was read may be what is gone by now
    return on(m.asked);
  const origin& to = m.asked.from;
  if (auto may = may_look_back(*to.by); !may) // rights are those of now
    return refuse(env_, to, may.error());
  constexpr audience earlier{audience::kind::history, false, no_score::none};
  std::vector<std::string> shown;
  std::size_t bytes = 0;
  std::string next = m.next, last_shown;
  for (const auto& [id, events] : m.found) {
    if (events.empty())
      continue; // removed meanwhile
    conversation c(id);
    for (const event_ptr& e : events)
      c.apply(e);
    std::string one = protocol::conversation_state(c, earlier);
    bytes += one.size();
    if (bytes > protocol::snapshot_bytes_max && !shown.empty()) {
      next = last_shown;
      break;
    }
    shown.push_back(std::move(one));
    last_shown = cursor_of(c.row().last_at, id);
  }
  auto noted =
      env_.audit.read({m.asked.now, to.by->user, act::read_history, on_conversation(state_.id()),
                       std::to_string(shown.size()) + " earlier ones"});
  answer(env_, to, protocol::history_result(shown, next), std::max(position_, noted));
}

} // namespace earshot::actors
