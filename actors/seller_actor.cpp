#include "actors/seller_actor.hpp"

#include "actors/calendar.hpp"
#include "actors/history_page.hpp"
#include "protocol/encode_seller.hpp"

#include <algorithm>

namespace earshot::actors {

seller_actor::seller_actor(caf::actor_config& cfg, environment& env, user_id id,
                           directory_ptr directory)
    : shell(cfg), env_(env), id_(std::move(id)), directory_(std::move(directory)),
      readers_(env, "seller/" + id_), position_(directory_->position()) {}

caf::behavior seller_actor::make_behavior() {
  return {
      [this](const rows& m) { on(m); },       [this](const actors::publish& m) { on(m); },
      [this](const follow& m) { on(m); },     [this](const unfollow& m) { readers_.unfollow(m); },
      [this](const ask_seller& m) { on(m); }, [this](const give_overview& m) { on(m); },
      [this](const commented& m) { on(m); },  [this](const use_directory& m) { on(m); },
  };
}

// --- rows
// ----------------------------------------------------------------------------------------------

void seller_actor::on(const rows& m) {
  for (const row_ptr& r : m.list) {
    position_ = std::max(position_, r->position);
    auto mine = std::find_if(r->parts.begin(), r->parts.end(),
                             [this](const part_row& p) { return p.part.seller == id_; });
    if (mine == r->parts.end())
      history_.forget(r->conversation);
    else
      history_.take(*r, *mine);
    if (readers_.any(kind::owner) || readers_.any(kind::manager))
      changed_.insert(r->conversation);
  }
}

void seller_actor::on(const actors::publish& m) {
  if (changed_.empty())
    return;
  auto changed = std::exchange(changed_, {});
  auto now = protocol::insights_json(id_, last_30_days(m.now));
  auto names = tracked();
  for (kind who : {kind::owner, kind::manager}) {
    for (const conversation_id& c : changed)
      history_.find(c, [&](const history_entry& e) {
        auto body =
            protocol::history_entry_json(e, {level_for(who, e), who == kind::manager, &names});
        readers_.publish(who, m.now, position_, [&](const protocol::stream_place& place) {
          return protocol::seller_event(place, "history", body);
        });
      });
    readers_.publish(who, m.now, position_, [&](const protocol::stream_place& place) {
      return protocol::seller_event(place, "insights", now);
    });
  }
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
    return refuse(env_, m, {errc::not_found, "no seller '" + id_ + "'", "/stream"},
                  "seller/" + id_);
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
      readers_.publish(who, m.at, m.position, [&](const protocol::stream_place& place) {
        return protocol::seller_event(place, "comment", m.body);
      });
}

// --- questions
// -----------------------------------------------------------------------------------------

insights seller_actor::last_30_days(time_point now) const {
  return insights_of(history_, *in_time({}, now), tracked());
}

tracked_names seller_actor::tracked() const {
  tracked_names names;
  for (const auto& [team, t] : directory_->all_trackers()) {
    auto* of = directory_->find_team(team);
    if (!team.empty() && (!of || !std::binary_search(of->sellers.begin(), of->sellers.end(), id_)))
      continue;
    names.keywords.insert(t.keywords.begin(), t.keywords.end());
    for (const competitor& c : t.competitors)
      names.competitors.insert(c.name);
  }
  return names;
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
    return refuse(env_, m.from, {errc::not_found, "no seller '" + id_ + "'", "/args/seller"},
                  "seller/" + id_, m.now);
  auto period = in_time(m.what.period, m.now, history_.first());
  if (!period)
    return refuse(env_, m.from, period.error());
  auto sees = [this, who](const history_entry& e) { return level_for(*who, e); };
  bool all_comments = *who == kind::manager;
  if (auto* i = std::get_if<protocol::ask_insights>(&m.what.what)) {
    auto wanted = [&](const history_entry& e) { return fits(i->only, e, sees(e), all_comments); };
    auto found = insights_of(history_, std::move(*period), tracked(), wanted);
    answer(env_, m.from, protocol::insights_json(id_, found), position_);
  } else if (auto* f = std::get_if<protocol::ask_figure>(&m.what.what)) {
    auto sources = sources_of(history_, f->what, period->from, period->to);
    answer(env_, m.from, protocol::figure_result(id_, f->what, sources), position_);
  } else if (auto* c = std::get_if<protocol::ask_calls>(&m.what.what)) {
    auto page = history_page(history_, *period, *c, tracked(), sees, all_comments);
    page ? answer(env_, m.from, *page, position_) : refuse(env_, m.from, page.error());
  } else {
    auto& items = std::get<protocol::ask_items>(m.what.what);
    answer(env_, m.from, protocol::items_result(id_, history_, *period, items.state), position_);
  }
}

void seller_actor::on(const give_overview& m) {
  overview_part mine{{id_, {}, {}}, position_};
  auto names = tracked();
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
