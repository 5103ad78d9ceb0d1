// What a conversation shows to those who coach and to those who are coached: figures, comments,
// examples.
#include "actors/conversation_actor.hpp"

#include "actors/answers.hpp"
#include "actors/seller_messages.hpp"
#include "protocol/encode_seller.hpp"

#include <algorithm>

namespace earshot::actors {

/// A seller with whom it is shared reads what was said; the mood only where the queue's switch and
/// their membership let them.
audience conversation_actor::as_guest(const viewer& who, time_point now) const {
  auto guests = state_.guests(now);
  if (!state_.exists() || !who.roles.has(role::agent)
      || std::find(guests.begin(), guests.end(), who.user) == guests.end())
    return {};
  bool mood = state_.policy().sentiment && directory_->is_member(state_.queue(), who.user);
  return {audience::kind::guest, mood, no_score::none};
}

/// Sellers see their own part, their managers that of each seller they manage; nobody manages a
/// conversation they sold in.
void conversation_actor::show_figures(const look& m) {
  const viewer& who = *m.from.by;
  auto parts = state_.parts();
  auto sellers = state_.sellers(); // who has said nothing yet has a part without a turn
  bool all = true;
  bool own = std::find(sellers.begin(), sellers.end(), who.user) != sellers.end();
  auto hidden = [&](const user_id& seller) {
    bool sees = own ? seller == who.user && who.roles.has(role::agent)
                    : who.roles.has(role::manager) && directory_->manages(who.user, seller);
    all = all && sees;
    return !sees;
  };
  std::erase_if(parts, [&](const seller_parts::part& p) { return hidden(p.seller); });
  std::erase_if(sellers, hidden);
  if (sellers.empty())
    return refuse(env_, m.from, no_such("conversation", state_.id(), "/args/conversation"),
                  on_conversation(state_.id()), m.now);
  auto whole = state_.kpis_of(all ? std::vector<user_id>{} : sellers);
  answer(env_, m.from, protocol::kpis_result(state_.id(), whole, parts), position_);
}

/// A comment goes to the seller it is about: to their desk and their stream.
void conversation_actor::pass_on_comment(const event& e) {
  auto* id = comment_id_of(of_conversation(e));
  auto c = id ? find_comment(state_.events(), *id) : std::nullopt;
  if (c && !c->what.seller.empty())
    tell(env_.registry, commented{c->what.seller, c->what.shared,
                                  protocol::comment_json(*c, state_.id()), e.at, position_});
}

bool conversation_actor::reads_comment(const viewer& who, const event& e) const {
  auto* id = comment_id_of(of_conversation(e));
  auto about = id ? find_comment(state_.events(), *id) : std::nullopt;
  return about && may_read(about->what, who, *directory_);
}

std::vector<comment_now> conversation_actor::comments_for(const viewer& who) const {
  auto all = comments_of(state_.events());
  std::erase_if(all, [&](const comment_now& c) { return !may_read(c.what, who, *directory_); });
  return all;
}

} // namespace earshot::actors
