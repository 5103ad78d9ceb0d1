// A conversation that gives up its content: what it decides, and what it forgets.
#include "domain/conversation.hpp"
#include "domain/erasure.hpp"

namespace earshot {

std::optional<conversation_event> conversation::decide_erasure(const user_id& by,
                                                               std::uint64_t order) const {
  if (erased_at_ != 0)
    if (std::get<content_erased>(of_conversation(*events_[erased_at_ - 1])).order == order)
      return std::nullopt;
  return content_erased{by, order, erased_upto_ + 1, messages_};
}

void conversation::on(const event& e, const content_erased& x) {
  erased_at_ = e.offset;
  erased_upto_ = x.upto;
  for (event_ptr& old : events_)
    if (auto rest = without_content(*old))
      old = std::move(rest);
  recorded_at_ = 0;
  if (keys_)
    for (auto& [name, used] : *keys_)
      used.body = 0; // as in the events: whatever it was, it was carried out
}

} // namespace earshot
