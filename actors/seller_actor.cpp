#include "actors/seller_actor.hpp"

#include "actors/calendar.hpp"
#include "actors/history_page.hpp"
#include "protocol/encode_export.hpp"
#include "protocol/encode_history.hpp"
#include "protocol/encode_seller.hpp"

#include <algorithm>

namespace earshot::actors {

seller_actor::seller_actor(caf::actor_config& cfg, environment& env, user_id id,
                           directory_ptr directory)
    : shell(cfg), env_(env), id_(std::move(id)), directory_(std::move(directory)),
      readers_(env, "seller/" + id_), position_(directory_->position()) {}

caf::behavior seller_actor::make_behavior() {
  return {
      [this](const rows& m) { on(m); },        [this](const actors::publish& m) { on(m); },
      [this](const follow& m) { on(m); },      [this](const unfollow& m) { readers_.unfollow(m); },
      [this](const ask_seller& m) { on(m); },  [this](const give_overview& m) { on(m); },
      [this](const commented& m) { on(m); },   [this](const use_directory& m) { on(m); },
      [this](const give_export& m) { on(m); }, [this](const forget_purged& m) { on(m); },
  };
}

// --- rows
// ----------------------------------------------------------------------------------------------

void seller_actor::on(const rows& m) {
  bool told = followed();
  for (const row_ptr& r : m.list) {
    position_ = std::max(position_, r->position);
    for (const example& x : r->examples)
      if (x.seller == id_)
        take(x, *r);
    auto mine = std::find_if(r->parts.begin(), r->parts.end(),
                             [this](const part_row& p) { return p.part.seller == id_; });
    if (mine == r->parts.end())
      continue; // a guest's
    history_.take(*r, *mine);
    if (told)
      changed_.insert(r->conversation);
  }
}

void seller_actor::take(const example& x, const conversation_row& r) {
  auto& known = examples_[r.conversation];
  if (known.position > r.position)
    return;
  bool news = known.position == 0 || known.is.since != x.since || known.is.until != x.until
              || known.is.taken_back != x.taken_back;
  known = {x, r.position};
  if (news)
    changed_examples_.insert(r.conversation);
}

void seller_actor::on(const forget_purged& m) {
  std::unordered_set<std::string_view> gone(m.conversations->begin(), m.conversations->end());
  for (const conversation_id& c : *m.conversations)
    examples_.erase(c);
  forgot_ |= history_.forget(gone) > 0 && followed();
}

void seller_actor::on(const actors::publish& m) {
  publish_examples(m.now);
  bool forgot = std::exchange(forgot_, false);
  if (changed_.empty() && !forgot)
    return;
  auto changed = std::exchange(changed_, {});
  auto now = protocol::insights_json(id_, last_30_days(m.now));
  auto names = tracked_for(id_, *directory_);
  for (kind who : {kind::owner, kind::manager}) {
    for (const conversation_id& c : changed)
      history_.find(c, [&](const history_entry& e) {
        auto body =
            protocol::history_entry_json(e, {level_for(who, e), who == kind::manager, &names});
        tell_readers(who, m.now, "history", body);
      });
    tell_readers(who, m.now, "insights", now);
  }
}

void seller_actor::publish_examples(time_point now) {
  for (const conversation_id& c : std::exchange(changed_examples_, {})) {
    auto known = examples_.find(c);
    if (known == examples_.end())
      continue; // purged since
    auto body = protocol::example_json(c, known->second.is, now);
    for (kind who : {kind::owner, kind::manager})
      tell_readers(who, now, "example", body);
  }
}

void seller_actor::tell_readers(kind who, time_point now, std::string_view event,
                                const std::string& body) {
  readers_.publish(who, now, position_, [&](const protocol::stream_place& place) {
    return protocol::seller_event(place, event, body);
  });
}

// --- readers
// -------------------------------------------------------------------------------------------

std::optional<seller_actor::kind> seller_actor::kind_of(const viewer& who) const {
  if (who.user == id_)
    return who.roles.has(role::agent) ? std::optional(kind::owner) : std::nullopt;
  if (who.roles.has(role::manager) && directory_->manages(who.user, id_))
    return kind::manager;
  return std::nullopt;
}

void seller_actor::on(const follow& m) {
  auto who = kind_of(*m.from.by);
  if (!who)
    return refuse_stream(env_, m, "seller/" + id_);
  readers_.follow(m, *who, position_, [&] {
    return protocol::seller_snapshot(readers_.place(*who, m.now),
                                     protocol::insights_json(id_, last_30_days(m.now)));
  });
}

void seller_actor::on(const use_directory& m) {
  directory_ = m.directory;
  position_ = std::max(position_, directory_->position());
  readers_.review(position_, [this](const viewer& who) { return kind_of(who); });
}

void seller_actor::on(const commented& m) {
  position_ = std::max(position_, m.position);
  for (kind who : {kind::owner, kind::manager})
    if (m.shared || who == kind::manager)
      tell_readers(who, m.at, "comment", m.body);
}

// --- questions
// -----------------------------------------------------------------------------------------

insights seller_actor::last_30_days(time_point now) const {
  return insights_of(history_, *in_time({}, now), tracked_for(id_, *directory_));
}

std::optional<level> seller_actor::level_for(kind who, const history_entry& e) const {
  auto* q = directory_->find_queue(e.queue);
  bool sees = q && q->policy.sentiment
              && (who == kind::manager || directory_->is_member(e.queue, id_)
                  || directory_->supervises(e.queue, id_));
  return sees ? e.lvl : std::nullopt;
}

void seller_actor::on(const ask_seller& m) {
  auto who = kind_of(*m.from.by);
  if (!who)
    return refuse(env_, m.from, no_such("seller", id_, "/args/seller"), "seller/" + id_, m.now);
  if (std::holds_alternative<protocol::ask_examples>(m.what.what))
    return answer(env_, m.from, examples_now(m.now), position_);
  auto period = in_time(m.what.period, m.now, history_.first());
  if (!period)
    return refuse(env_, m.from, period.error());
  auto sees = [this, who](const history_entry& e) { return level_for(*who, e); };
  bool all_comments = *who == kind::manager;
  if (auto* i = std::get_if<protocol::ask_insights>(&m.what.what)) {
    auto wanted = [&](const history_entry& e) { return fits(i->only, e, sees(e), all_comments); };
    auto found = insights_of(history_, std::move(*period), tracked_for(id_, *directory_), wanted);
    answer(env_, m.from, protocol::insights_json(id_, found), position_);
  } else if (auto* f = std::get_if<protocol::ask_figure>(&m.what.what)) {
    auto sources = sources_of(history_, f->what, period->from, period->to);
    answer(env_, m.from, protocol::figure_result(id_, f->what, sources), position_);
  } else if (auto* c = std::get_if<protocol::ask_calls>(&m.what.what)) {
    auto page =
        history_page(history_, *period, *c, tracked_for(id_, *directory_), sees, all_comments);
    page ? answer(env_, m.from, *page, position_) : refuse(env_, m.from, page.error());
  } else {
    auto& items = std::get<protocol::ask_items>(m.what.what);
    answer(env_, m.from, protocol::items_result(id_, history_, *period, items.state), position_);
  }
}

std::string seller_actor::examples_now(time_point now) const {
  std::vector<std::string> all;
  for (const auto& [conversation, known] : examples_)
    if (known.is.holds(now))
      all.push_back(protocol::example_json(conversation, known.is, now));
  return protocol::examples_result(id_, all);
}

void seller_actor::on(const give_export& m) {
  auto who = kind_of(*m.by);
  auto period = in_time(m.what.period, m.now, history_.first());
  if (!who || !period)
    return m.done(std::nullopt, 0);
  auto names = tracked_for(id_, *directory_);
  auto sees = [this, who](const history_entry& e) { return level_for(*who, e); };
  m.done(
      protocol::export_lines({id_, history_, *period, names, sees, *who == kind::manager}, m.what),
      position_);
}

void seller_actor::on(const give_overview& m) {
  overview_part mine{{id_, {}, {}}, position_};
  auto names = tracked_for(id_, *directory_);
  history_.each(m.period.from, m.period.to, [&](const history_entry& e) {
    if (!e.figures.any_turn() || !fits(m.only, e, level_for(kind::manager, e), true))
      return;
    mine.part.figures.add(e.figures);
    seller_overview::talk t{std::string(e.conversation), e.outcome, e.figures, {}};
    each_mention(e,
                 [&](earshot::tracked which, std::string_view what, std::uint32_t, std::uint32_t) {
                   if (which == earshot::tracked::keyword && names.has(which, what))
                     t.keywords.emplace_back(what);
                 });
    mine.part.talks.push_back(std::move(t));
  });
  tell(m.to, std::move(mine));
}

} // namespace earshot::actors
