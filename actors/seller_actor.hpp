// The shell around one seller's history: folds rows, answers for periods, and tells those who
// follow it, once per tick, what has changed.
#pragma once

#include "actors/stream_readers.hpp"
#include "domain/seller_history.hpp"
#include "domain/seller_insights.hpp"

#include <set>

namespace earshot::actors {

class seller_actor : public shell {
public:
  seller_actor(caf::actor_config& cfg, environment& env, user_id id, directory_ptr directory);

  const seller_history& history() const { return history_; }

protected:
  caf::behavior make_behavior() override;

private:
  enum class kind : std::uint8_t { owner, manager };

  void on(const rows& m);
  void on(const follow& m);
  void on(const ask_seller& m);
  void on(const give_overview& m);
  void on(const commented& m);
  void on(const use_directory& m);
  void on(const actors::publish& m);

  std::optional<kind> kind_of(const viewer& who) const;
  insights last_30_days(time_point now) const;
  tracked_names tracked() const;
  /// The level of a conversation as such a reader may see it.
  std::optional<level> level_for(kind who, const history_entry& e) const;

  environment& env_;
  user_id id_;
  directory_ptr directory_;
  seller_history history_;
  std::set<conversation_id> changed_; ///< since the last tick
  stream_readers<kind, 2> readers_;
  store::position position_; ///< highest one folded in
};

} // namespace earshot::actors
