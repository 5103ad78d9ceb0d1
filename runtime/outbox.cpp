#include "runtime/outbox.hpp"

#include <map>

namespace earshot::runtime {

void outbox::push(actors::delivery d) {
  bytes_ += d.frame->size();
  waiting_.push_back(std::move(d));
}

protocol::frame_ptr outbox::pop(store::position committed) {
  if (waiting_.empty() || waiting_.front().rests_on > committed)
    return nullptr;
  protocol::frame_ptr frame = std::move(waiting_.front().frame);
  waiting_.pop_front();
  bytes_ -= frame->size();
  return frame;
}

std::optional<std::uint32_t>
outbox::drop_heaviest(const std::function<bool(std::uint32_t)>& eligible) {
  std::map<std::uint32_t, std::size_t> weights;
  for (const auto& d : waiting_)
    if (droppable(d) && eligible(d.subscription))
      weights[d.subscription] += d.frame->size();
  auto heaviest = weights.end();
  for (auto it = weights.begin(); it != weights.end(); ++it)
    if (heaviest == weights.end() || it->second > heaviest->second)
      heaviest = it;
  if (heaviest == weights.end())
    return std::nullopt;
  std::erase_if(waiting_, [&](const actors::delivery& d) {
    return droppable(d) && d.subscription == heaviest->first;
  });
  bytes_ -= heaviest->second;
  return heaviest->first;
}

} // namespace earshot::runtime
