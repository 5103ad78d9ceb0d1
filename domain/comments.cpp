#include "domain/comments.hpp"

#include <algorithm>

namespace earshot {

namespace {

comment_now* find_in(std::vector<comment_now>& all, std::string_view id) {
  auto it =
      std::find_if(all.begin(), all.end(), [&](const comment_now& c) { return c.what.id == id; });
  return it == all.end() ? nullptr : &*it;
}

} // namespace

std::vector<comment_now> comments_of(std::span<const event_ptr> events) {
  std::vector<comment_now> all;
  for (const event_ptr& e : events) {
    const conversation_event& what = of_conversation(*e);
    if (auto* added = std::get_if<comment_added>(&what)) {
      all.push_back({added->what, e->at});
    } else if (auto* edited = std::get_if<comment_edited>(&what)) {
      if (comment_now* c = find_in(all, edited->id)) {
        c->what.text = edited->text;
        c->edited_at = e->at;
      }
    } else if (auto* deleted = std::get_if<comment_deleted>(&what)) {
      if (comment_now* c = find_in(all, deleted->id)) {
        c->what.text.clear();
        c->deleted_at = e->at;
      }
    }
  }
  return all;
}

std::optional<comment_now> find_comment(std::span<const event_ptr> events, std::string_view id) {
  auto all = comments_of(events);
  if (comment_now* c = find_in(all, id))
    return std::move(*c);
  return std::nullopt;
}

bool may_read(const comment& c, const viewer& who, const directory& d) {
  if (who.user == c.by)
    return true;
  if (who.user == c.seller)
    return c.shared;
  return who.roles.has(role::manager) && d.manages(who.user, c.seller);
}

const std::string* comment_id_of(const conversation_event& e) {
  if (auto* added = std::get_if<comment_added>(&e))
    return &added->what.id;
  if (auto* edited = std::get_if<comment_edited>(&e))
    return &edited->id;
  if (auto* deleted = std::get_if<comment_deleted>(&e))
    return &deleted->id;
  return nullptr;
}

} // namespace earshot
