#include "actors/overview_actor.hpp"

#include "actors/answers.hpp"
#include "actors/calendar.hpp"
#include "protocol/encode_team.hpp"

#include <algorithm>

namespace earshot::actors {

overview_actor::overview_actor(caf::actor_config& cfg, environment& env, ask_overview asked,
                               directory_ptr directory, std::size_t sellers)
    : shell(cfg), env_(env), asked_(std::move(asked)), directory_(std::move(directory)),
      missing_(sellers), position_(directory_->position()) {}

caf::behavior overview_actor::make_behavior() {
  if (missing_ == 0)
    finish();
  return {[this](overview_part& m) {
    position_ = std::max(position_, m.position);
    parts_.push_back(std::move(m.part));
    if (--missing_ == 0)
      finish();
  }};
}

void overview_actor::finish() {
  std::sort(parts_.begin(), parts_.end(),
            [](const auto& a, const auto& b) { return a.seller < b.seller; });
  auto period = *in_time(asked_.what.period, asked_.now); // it was read before
  auto overview = overview_of(std::move(parts_), asked_.what.best);
  answer(env_, asked_.from,
         protocol::overview_json(asked_.what.team, period, overview, *directory_), position_);
  quit();
}

} // namespace earshot::actors
