// What those who coach may do to a conversation: comments, examples for others, action items. None
// of it needs the conversation to be open.
#include "domain/comments.hpp"
#include "domain/conversation.hpp"
#include "domain/rights.hpp"

#include <algorithm>

namespace earshot {

namespace {

constexpr std::size_t comments_max = 500; ///< of one conversation
constexpr std::size_t guests_max = 1'000; ///< of one conversation

error no_conversation(const conversation_id& id) {
  return no_such("conversation", id, "/args/conversation");
}

error no_comment(std::string_view id, std::string field) {
  return no_such("comment", id, std::move(field));
}

bool contains(const std::vector<user_id>& users, const user_id& u) {
  return std::find(users.begin(), users.end(), u) != users.end();
}

} // namespace

result<conversation_event> conversation::decide_coaching(const viewer& who,
                                                         const conversation_command& c,
                                                         const directory& d) const {
  standing as = standing_of(who, facts(), d);
  bool seller = who.roles.has(role::agent) && contains(sellers(), who.user);
  if (!as.any() && !seller && !coaches(who, d))
    return no_conversation(id_);
  if (auto* a = std::get_if<add_comment>(&c))
    return decide_one(who, *a, d);
  if (auto* e = std::get_if<edit_comment>(&c))
    return decide_one(who, *e);
  if (auto* x = std::get_if<delete_comment>(&c))
    return decide_one(who, *x);
  if (auto* s = std::get_if<share_conversation>(&c))
    return decide_one(who, *s, d);
  if (auto* u = std::get_if<unshare_conversation>(&c))
    return decide_one(who, *u);
  if (!seller && !coaches(who, d))
    return error{errc::forbidden, "action items are for the sellers of a conversation and their "
                                  "managers"};
  return decide_one(who, std::get<set_action_item>(c));
}

/// A manager of anybody who sold here; never of one's own conversations.
bool conversation::coaches(const viewer& who, const directory& d) const {
  auto all = sellers();
  return who.roles.has(role::manager) && !contains(all, who.user)
         && std::any_of(all.begin(), all.end(),
                        [&](const user_id& s) { return d.manages(who.user, s); });
}

result<conversation_event> conversation::decide_one(const viewer& who, const add_comment& c,
                                                    const directory& d) const {
  auto all = comments_of(events_);
  if (all.size() >= comments_max)
    return error{errc::conflict,
                 "a conversation has at most " + std::to_string(comments_max) + " comments"};
  if (c.message && (*c.message == 0 || *c.message > messages_))
    return error{errc::invalid_field,
                 "there is no message " + std::to_string(*c.message) + "; it has "
                     + std::to_string(messages_),
                 "/args/message"};
  comment next{std::to_string(all.size() + 1),
               who.user,
               c.message ? seller_of(*c.message) : newest_seller(),
               c.message,
               c.text,
               c.share,
               c.reply_to};
  if (!c.reply_to.empty()) {
    auto first = find_comment(events_, c.reply_to);
    if (!first || !may_read(first->what, who, d))
      return no_comment(c.reply_to, "/args/reply_to");
    next.seller = first->what.seller;
    next.message = first->what.message;
  }
  bool own = contains(sellers(), who.user);
  bool supervises = who.roles.has(role::supervisor) && d.supervises(queue(), who.user) && !own;
  if (own && c.reply_to.empty())
    return error{errc::forbidden, "a seller answers a shared comment: name it in reply_to",
                 "/args/reply_to"};
  if (own)
    next.shared = true; // an answer goes to those who spoke to the seller
  if (!own && !supervises && !coaches(who, d))
    return error{errc::forbidden, "comments are made by the seller's managers and the queue's "
                                  "supervisors"};
  return comment_added{std::move(next)};
}

result<comment> conversation::own_comment(const viewer& who, std::string_view id) const {
  auto c = find_comment(events_, id);
  if (!c || c->deleted_at || c->what.by != who.user)
    return no_comment(id, "/args/comment");
  return c->what;
}

result<conversation_event> conversation::decide_one(const viewer& who,
                                                    const edit_comment& c) const {
  auto own = own_comment(who, c.comment);
  if (!own)
    return own.error();
  return comment_edited{c.comment, who.user, c.text};
}

result<conversation_event> conversation::decide_one(const viewer& who,
                                                    const delete_comment& c) const {
  auto own = own_comment(who, c.comment);
  if (!own)
    return own.error();
  return comment_deleted{c.comment, who.user};
}

result<conversation_event> conversation::decide_one(const viewer& who, const share_conversation& c,
                                                    const directory& d) const {
  if (!coaches(who, d))
    return error{errc::forbidden, "a conversation is shared by the managers of its seller"};
  if (c.sellers.empty() || c.sellers.size() > guests_max)
    return error{errc::invalid_field, "name 1 to " + std::to_string(guests_max) + " sellers",
                 "/args/sellers"};
  for (const user_id& s : c.sellers)
    if (!d.manages(who.user, s))
      return error{errc::invalid_field, "'" + s + "' is not in a team of yours", "/args/sellers"};
  return conversation_shared{who.user, c.sellers, c.until};
}

result<conversation_event> conversation::decide_one(const viewer& who,
                                                    const unshare_conversation& c) const {
  auto now = guests(time_point::min()); // also those whose time is up
  for (const user_id& s : c.sellers)
    if (!contains(now, s))
      return error{errc::not_found, "it is not shared with '" + s + "'", "/args/sellers"};
  return conversation_unshared{who.user, c.sellers.empty() ? now : c.sellers};
}

result<conversation_event> conversation::decide_one(const viewer& who,
                                                    const set_action_item& c) const {
  std::size_t items = 0;
  for (const event_ptr& e : events_)
    if (auto* m = std::get_if<message_added>(&of_conversation(*e)); m && m->found)
      items += m->found->promises.size();
  if (c.item == 0 || c.item > items)
    return error{errc::not_found,
                 "no action item " + std::to_string(c.item) + "; there are "
                     + std::to_string(items),
                 "/args/item"};
  return action_item_marked{c.item, c.to, who.user};
}

// --- who sold
// ------------------------------------------------------------------------------------------

user_id conversation::seller_of(std::uint32_t message) const {
  user_id agent;
  for (const event_ptr& e : events_) {
    const conversation_event& what = of_conversation(*e);
    if (auto* a = std::get_if<assigned>(&what))
      agent = a->agent;
    if (auto* t = std::get_if<transferred>(&what); t && !t->agent.empty())
      agent = t->agent; // in a queue it stays whose it was until somebody takes it
    if (auto* m = std::get_if<message_added>(&what); m && m->said.message == message)
      return m->said.by.role == author_role::agent && !m->said.by.id.empty() ? m->said.by.id
                                                                             : agent;
  }
  return {};
}

user_id conversation::newest_seller() const {
  if (!responsible().empty())
    return responsible();
  auto all = sellers();
  return all.empty() ? user_id{} : all.back();
}

std::vector<user_id> conversation::sellers() const {
  std::vector<user_id> all;
  auto add = [&](const user_id& u) {
    if (!u.empty() && !contains(all, u))
      all.push_back(u);
  };
  for (const event_ptr& e : events_) {
    const conversation_event& what = of_conversation(*e);
    if (auto* a = std::get_if<assigned>(&what))
      add(a->agent);
    if (auto* t = std::get_if<transferred>(&what))
      add(t->agent);
    if (auto* m = std::get_if<message_added>(&what); m && m->said.by.role == author_role::agent)
      add(m->said.by.id);
  }
  return all;
}

std::vector<seller_parts::source> conversation::sources() const {
  static const user_id nobody;
  std::vector<seller_parts::source> all;
  const user_id* agent = &nobody;
  for (const event_ptr& e : events_) {
    if (auto* a = std::get_if<assigned>(&of_conversation(*e)))
      agent = &a->agent;
    if (auto* t = std::get_if<transferred>(&of_conversation(*e)); t && !t->agent.empty())
      agent = &t->agent;
    if (auto* m = std::get_if<message_added>(&of_conversation(*e)))
      all.push_back({&m->said, agent});
  }
  return all;
}

void conversation::add_to_parts(const utterance& u) {
  if (parts_)
    parts_->add(u, responsible());
  else if (!seller_parts::owner_of(u, responsible()).empty())
    parts_ = std::make_unique<seller_parts>(seller_parts::rebuilt(sources()));
}

std::vector<seller_parts::part> conversation::parts() const {
  if (!parts_)
    return seller_parts::rebuilt(sources()).parts();
  if (parts_->stale())
    *parts_ = seller_parts::rebuilt(sources());
  return parts_->parts();
}

kpis conversation::kpis_of(const std::vector<user_id>& sellers) const {
  return seller_parts::together(sources(), sellers);
}

// --- examples and recordings
// --------------------------------------------------------------------------

std::vector<example> conversation::examples() const {
  std::vector<example> all;
  if (!shared_)
    return all;
  for (const event_ptr& e : events_) {
    const conversation_event& what = of_conversation(*e);
    if (auto* s = std::get_if<conversation_shared>(&what))
      for (const user_id& u : s->sellers) {
        std::erase_if(all, [&](const example& x) { return x.seller == u; });
        all.push_back({u, s->by, e->at, s->until, false});
      }
    if (auto* u = std::get_if<conversation_unshared>(&what))
      for (example& x : all)
        x.taken_back |= contains(u->sellers, x.seller);
  }
  return all;
}

std::vector<user_id> conversation::guests(time_point now) const {
  std::vector<user_id> all;
  for (const example& x : examples())
    if (x.holds(now))
      all.push_back(x.seller);
  return all;
}

result<conversation_event> conversation::decide_recording(const viewer& who,
                                                          const recording_attached& r,
                                                          std::uint64_t erased_at,
                                                          const directory& d) const {
  standing as = standing_of(who, facts(), d);
  if (!as.any())
    return no_conversation(id_);
  if (!as.connector && !as.agent)
    return error{errc::forbidden, "a recording is attached by the conversation's connector or its "
                                  "agent"};
  if (erased_at != erased_at_)
    return error{errc::conflict, "conversation '" + id_ + "' was erased while the recording came"};
  return recording_attached{who.user, r.type, r.bytes, r.file};
}

const recording_attached* conversation::recording() const {
  return recorded_at_ == 0
             ? nullptr
             : &std::get<recording_attached>(of_conversation(*events_[recorded_at_ - 1]));
}

} // namespace earshot
