// The shell around what a seller's conversations add up to.
#pragma once

#include "actors/environment.hpp"
#include "actors/interfaces.hpp"
#include "domain/seller_insights.hpp"

namespace earshot::actors {

class seller_actor : public shell {
public:
  explicit seller_actor(caf::actor_config& cfg) : shell(cfg) {}

  const seller_insights& insights() const { return insights_; }

protected:
  caf::behavior make_behavior() override {
    return {[this](const rows& m) {
      for (const row_ptr& r : m.list)
        insights_.take(r);
    }};
  }

private:
  seller_insights insights_;
};

} // namespace earshot::actors
