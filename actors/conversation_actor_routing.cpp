// How a conversation's shell carries a command out, and how it speaks with routing: orders, places,
// hand-overs.
#include "actors/answers.hpp"
#include "actors/conversation_actor.hpp"
#include "protocol/encode_transcript.hpp"

#include <algorithm>

namespace earshot::actors {

namespace {

/// When it happened, of what may be told afterwards.
std::optional<time_point> told_time(const conversation_command& c) {
  if (auto* a = std::get_if<assign_conversation>(&c))
    return a->at;
  auto* x = std::get_if<close_conversation>(&c);
  return x ? x->at : std::nullopt;
}

} // namespace

void conversation_actor::on(const carry_order& m) {
  seen_ = m.number;
  now_ = m.now;
  auto what = state_.decide(m.what, m.now);
  if (what)
    commit(std::move(*what), m.now, nullptr, nullptr);
  else
    tell_routing(); // too late, or once too often: the picture says so
}

void conversation_actor::on(place_answer& m) {
  seen_ = m.number;
  const carry_out& c = m.command;
  now_ = c.now;
  if (!m.objection.empty()) {
    refuse(env_, c.from, {errc::conflict, m.objection});
  } else if (!answered_before(c.from, c.key)) {
    // Somebody else may have been faster while routing was asked.
    auto what = state_.decide(*c.from.by, c.what, *directory_, {}, c.now);
    what ? finish(c, std::move(*what)) : refuse(env_, c.from, what.error());
  }
  tell_routing();
  release(c.from.session);
}

void conversation_actor::finish(const carry_out& m, conversation_event what) {
  auto noted = audited(state_.id(), what, *m.from.by,
                       standing_of(*m.from.by, state_.facts(), *directory_), m.now);
  if (noted && noted->what == act::assign && !state_.agent().empty())
    noted->what = act::transfer; // it was with somebody already
  commit(std::move(what), told_time(m.what).value_or(m.now), &m.from, &m.key,
         noted ? &*noted : nullptr);
  auto offset = state_.offset();
  if (auto next = state_.consequence())
    commit(std::move(*next), m.now, nullptr, nullptr);
  answer(env_, m.from, result_of(offset, *m.from.by), position_);
}

std::string conversation_actor::result_of(std::uint64_t offset, const viewer& who) const {
  const conversation_event& e = of_conversation(*state_.events()[offset - 1]);
  if (auto* said = std::get_if<message_added>(&e))
    return protocol::message_result(said->said.message, offset);
  if (auto* commented = std::get_if<comment_added>(&e))
    return protocol::comment_result(commented->what.id, offset);
  auto* a = std::get_if<assigned>(&e);
  auto* t = std::get_if<transferred>(&e);
  bool own = (a && a->agent == who.user) || (t && t->agent == who.user);
  if (!own || state_.agent() != who.user)
    return protocol::offset_result(offset);
  audience sees = audience_of(who, state_.facts(), *directory_);
  return protocol::accepted_result(offset,
                                   protocol::conversation_state(state_, sees, comments_for(who)));
}

bool conversation_actor::hold_back(carry_out& m) {
  auto it = std::find_if(held_.begin(), held_.end(),
                         [&](const held_back& h) { return h.session == m.from.session; });
  if (it == held_.end())
    return false;
  it->later.push_back(std::move(m)); // at most as many as the session has in flight
  return true;
}

void conversation_actor::release(const session_ref& session) {
  std::vector<carry_out> later;
  held_.remove_if([&](held_back& h) {
    bool theirs = h.session == session;
    if (theirs)
      later = std::move(h.later);
    return theirs;
  });
  for (carry_out& m : later)
    on(m);
}

void conversation_actor::tell_routing(bool restored) {
  auto row = std::make_shared<routing_row>(state_.routing(*directory_));
  row->position = position_;
  tell(env_.routing,
       picture{std::move(row), caf::actor_cast<caf::actor>(this), seen_, restored, now_});
}

void conversation_actor::tell_of_move(const row_ptr& before) {
  row_ptr now = current_row();
  if (before->queue != now->queue) {
    auto last = std::make_shared<conversation_row>(*before);
    last->left = left_queue::transferred;
    last->position = position_;
    tell(env_.registry, moved{std::move(last), now, caf::actor_cast<caf::actor>(this),
                              state_.policy().version, now_});
  }
  tell(env_.registry, assigned_to{std::move(now), before->agent, now_});
}

bool conversation_actor::show_earlier_part(const look& m) {
  const viewer& who = *m.from.by;
  if (!state_.exists() || m.what == look::at::explanation)
    return false;
  user_id served = who.user;
  auto until = state_.served_until(served);
  if (!until && who.roles.has(role::manager))
    for (const user_id& seller : state_.sellers())
      if (directory_->manages(who.user, seller))
        if (auto theirs = state_.served_until(seller); theirs && theirs > until) {
          until = theirs;
          served = seller;
        }
  if (!until)
    return false;
  conversation_facts then{state_.queue(), state_.opened_with().connector, served,
                          state_.policy().sentiment};
  audience sees = audience_of(who, then, *directory_);
  if (!sees.sees_anything())
    return false;
  auto noted = env_.audit.read({m.now, who.user, act::read_transcript, on_conversation(state_.id()),
                                served == who.user ? "as former agent" : "as manager"});
  answer(env_, m.from, as_read_by(m, state_.as_of(*until), sees), std::max(position_, noted));
  return true;
}

} // namespace earshot::actors
