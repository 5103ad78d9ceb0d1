// One person's live desk: the conversations they serve now. Owned by one desk actor.
#pragma once

#include "domain/row.hpp"

#include <map>

namespace earshot {

class desk {
public:
  /// Takes a row of a conversation; true if it is new on this desk. One that is closed, or that has
  /// gone to somebody else, leaves the desk.
  bool take(const user_id& owner, const row_ptr& r) {
    auto it = conversations_.find(r->conversation);
    bool known = it != conversations_.end();
    if (known && it->second->position > r->position)
      return false;
    if (r->agent != owner || r->left != left_queue::no) {
      if (known)
        conversations_.erase(it);
      return false;
    }
    conversations_.insert_or_assign(r->conversation, r);
    return !known;
  }

  const std::map<conversation_id, row_ptr>& conversations() const { return conversations_; }

private:
  std::map<conversation_id, row_ptr> conversations_;
};

} // namespace earshot
