#include "actors/overview_actor.hpp"

#include "actors/answers.hpp"
#include "actors/calendar.hpp"
#include "protocol/encode_team.hpp"

#include <algorithm>

namespace earshot::actors {

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
  then_(std::move(parts_), position_);
  quit();
}

void answer_overview(environment& env, const ask_overview& m, const directory& d,
                     std::vector<seller_overview> parts, store::position rests_on) {
  auto period = *in_time(m.what.period, m.now); // it was read before
  auto overview = overview_of(std::move(parts), m.what.best);
  answer(env, m.from, protocol::overview_json(m.what.team, period, overview, d), rests_on);
}

void answer_median(environment& env, const ask_team_median& m, const insight_period& period,
                   const std::vector<seller_overview>& parts, store::position rests_on) {
  answer(env, m.from, protocol::median_json(m.what.team, period, parts.size(), medians_of(parts)),
         rests_on);
}

} // namespace earshot::actors
