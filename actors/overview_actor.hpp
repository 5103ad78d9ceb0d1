// Puts together what a team's sellers give of a period, hands it over, and is gone.
#pragma once

#include "actors/environment.hpp"
#include "actors/seller_messages.hpp"

#include <functional>
#include <vector>

namespace earshot::actors {

class overview_actor : public shell {
public:
  /// Called once with all parts, in the order of the sellers' ids, and the highest position in
  /// them.
  using finished = std::function<void(std::vector<seller_overview>, store::position)>;

  overview_actor(caf::actor_config& cfg, std::size_t sellers, finished then)
      : shell(cfg), missing_(sellers), then_(std::move(then)) {}

protected:
  caf::behavior make_behavior() override;

private:
  void finish();

  std::size_t missing_;
  finished then_;
  std::vector<seller_overview> parts_;
  store::position position_ = 0;
};

/// `team.overview`: a row per seller, verdicts, what the best do differently.
void answer_overview(environment& env, const ask_overview& m, const directory& d,
                     std::vector<seller_overview> parts, store::position rests_on);

/// `team.median`: nothing of any one seller.
void answer_median(environment& env, const ask_team_median& m, const insight_period& period,
                   const std::vector<seller_overview>& parts, store::position rests_on);

} // namespace earshot::actors
