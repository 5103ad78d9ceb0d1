// How a conversation gives up its content: in memory, to its readers, in the log.
#include "actors/answers.hpp"
#include "actors/conversation_actor.hpp"
#include "actors/upkeep.hpp"
#include "domain/erasure.hpp"

namespace earshot::actors {

void conversation_actor::on(const erase_content& m) {
  alert_words_.reset();
  auto* recording = state_.recording();
  auto file = recording ? recording->file : std::string{};
  if (auto what = state_.decide_erasure(m.by, m.order))
    commit(std::move(*what), m.at, nullptr, nullptr);
  else if (state_.status() == status::closed)
    keep_row(); // a crash may have come between the event and its row
  auto row = std::make_shared<conversation_row>(*current_row());
  if (left_) // its queue has forgotten it, who served it has not
    row->left = left_queue::erased;
  tell(env_.registry, rows{{std::move(row)}}); // not at the tick: before the answer
  auto upto = state_.erased_at();              // what was said since stays
  auto edit = [upto](const event& e) { return e.offset < upto ? without_content(e) : nullptr; };
  env_.log.rewrite({state_.id(), std::to_string(upto)}, edit,
                   [&env = env_, file, gone = content_gone{m.order, state_.id(), position_}] {
                     env.recordings.remove(file);
                     tell(env.eraser, gone);
                   });
}

} // namespace earshot::actors
