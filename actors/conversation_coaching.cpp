// What a conversation shows to those who coach and to those who are coached: figures, comments,
// examples.
#include "actors/conversation_actor.hpp"

#include "actors/answers.hpp"
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

void conversation_actor::show_figures(const look& m) {
  auto parts = state_.parts();
  const viewer& who = *m.from.by;
  std::size_t all = parts.size();
  bool own = std::any_of(parts.begin(), parts.end(),
                         [&](const seller_parts::part& p) { return p.seller == who.user; });
  std::erase_if(parts, [&](const seller_parts::part& p) {
    bool sees = own ? p.seller == who.user && who.roles.has(role::agent)
                    : who.roles.has(role::manager) && directory_->manages(who.user, p.seller);
    return !sees;
  });
  if (parts.empty())
    return refuse(env_, m.from, no_such("conversation", state_.id(), "/args/conversation"),
                  on_conversation(state_.id()), m.now);
  std::vector<user_id> sellers;
  if (parts.size() < all)
    for (const auto& p : parts)
      sellers.push_back(p.seller);
  answer(env_, m.from, protocol::kpis_result(state_.id(), state_.kpis_of(sellers), parts),
         position_);
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
