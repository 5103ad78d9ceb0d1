// Puts a team's overview together from what its sellers give, answers, and is gone.
#pragma once

#include "actors/environment.hpp"
#include "actors/interfaces.hpp"

#include <vector>

namespace earshot::actors {

class overview_actor : public shell {
public:
  overview_actor(caf::actor_config& cfg, environment& env, ask_overview asked,
                 directory_ptr directory, std::size_t sellers);

protected:
  caf::behavior make_behavior() override;

private:
  void finish();

  environment& env_;
  ask_overview asked_;
  directory_ptr directory_;
  std::size_t missing_;
  std::vector<seller_overview> parts_;
  store::position position_ = 0;
};

} // namespace earshot::actors
