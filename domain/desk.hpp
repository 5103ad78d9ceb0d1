// One person's live desk: presence, offers, and the conversations they serve now. Owned by one desk
// actor; routing and the conversations decide, the desk shows.
#pragma once

#include "domain/dispatch.hpp"
#include "domain/row.hpp"

#include <map>

namespace earshot {

class desk {
public:
  desk(user_id owner, std::uint32_t capacity) : state_{std::move(owner)} {
    state_.capacity = capacity;
  }

  const user_id& owner() const { return state_.user; }

  /// Takes a row of a conversation; true if it is new on this desk. One that is closed, or that has
  /// gone to somebody else, leaves the desk.
  bool take(const row_ptr& r) {
    auto it = conversations_.find(r->conversation);
    bool known = it != conversations_.end();
    if (known && it->second->position > r->position)
      return false;
    if (r->agent != owner() || r->left != left_queue::no) {
      if (known)
        conversations_.erase(it);
      return false;
    }
    conversations_.insert_or_assign(r->conversation, r);
    return !known;
  }

  void take(const dispatch::desk_change& c) {
    if (c.what == dispatch::desk_change::kind::ended)
      offers_.erase(c.card->conversation);
    else
      offers_.insert_or_assign(c.card->conversation, c.card);
  }

  void take(const member_state& s) { state_ = s; }

  const std::map<conversation_id, row_ptr>& conversations() const { return conversations_; }
  const std::map<conversation_id, offer_ptr>& offers() const { return offers_; }
  const member_state& state() const { return state_; }

private:
  member_state state_;
  std::map<conversation_id, row_ptr> conversations_;
  std::map<conversation_id, offer_ptr> offers_;
};

} // namespace earshot
