// Carries out erasures: finds what each is about, orders it in the log, has every conversation give
// up its content, and answers when no byte of it is left. What a crash interrupted is finished at
// the next start.
#pragma once

#include "actors/environment.hpp"
#include "actors/replay.hpp"
#include "actors/upkeep.hpp"

#include <functional>
#include <map>
#include <set>
#include <vector>

namespace earshot::actors {

class eraser_actor : public shell {
public:
  eraser_actor(caf::actor_config& cfg, environment& env, past_erasures past);

protected:
  caf::behavior make_behavior() override;

private:
  struct waiter {
    origin from;
    bool duplicate;
  };
  struct order {
    user_id by;
    time_point at;
    std::vector<conversation_id> to_do; ///< not begun; from the back
    std::set<conversation_id> under_way;
    std::size_t conversations = 0;
    store::position position = 0;
    std::vector<waiter> waiting;
  };

  void on(erase& m);
  void on(erasure_found& m);
  void on(const content_gone& m);
  void on(const finish_erasures& m);
  void on(const erasure_rewritten& m);
  /// Tells whoever waits for the interrupted ones, if there are none left.
  void look_whether_finished();

  bool answered_before(const origin& from, const command_key& key);
  void find(erase m);
  store::position commit(const erase& m, const std::vector<conversation_id>& conversations);
  /// Sets conversations of it to work, a few at a time; answers when there are none left.
  void go_on(std::uint64_t number);

  environment& env_;
  past_erasures past_; ///< its offset and keys go on to be the current ones
  std::map<std::uint64_t, order> orders_;
  std::size_t rewriting_ = 0; ///< the log's own last steps
  std::function<void()> finished_;
};

} // namespace earshot::actors
