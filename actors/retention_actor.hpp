// Removes closed conversations that are older than their queue keeps them: a bounded number at a
// tick, one queue after the other, and says in the audit log how many.
#pragma once

#include "actors/environment.hpp"
#include "actors/upkeep.hpp"
#include "domain/retention.hpp"

#include <vector>

namespace earshot::actors {

class retention_actor : public shell {
public:
  /// Looked for at once, and removed together.
  static constexpr std::size_t at_a_time = 100;
  /// Between two rounds through all queues.
  static constexpr milliseconds rest{60'000};

  retention_actor(caf::actor_config& cfg, environment& env, retention keep)
      : shell(cfg), env_(env), keep_(std::move(keep)) {}

protected:
  caf::behavior make_behavior() override;

private:
  void on(const purge_what_is_due& m);
  void on(const purgeable& m);
  void on(const purged& m);
  void look();
  void next_queue();

  environment& env_;
  retention keep_;
  std::vector<queue_id> queues_; ///< still to be looked at in this round; from the back
  time_point now_{};
  time_point next_round_{};
  time_point from_ = time_point::min(); ///< what is older has been looked at
  bool under_way_ = false;
};

} // namespace earshot::actors
