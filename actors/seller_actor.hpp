// The shell around one seller's history: folds rows, answers for periods, and tells those who
// follow it, once per tick, what has changed.
#pragma once

#include "actors/seller_messages.hpp"
#include "actors/stream_readers.hpp"
#include "domain/seller_history.hpp"
#include "domain/seller_insights.hpp"

#include <map>
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
  void on(const give_export& m);
  void on(const forget_purged& m);
  void take(const example& x, const conversation_row& r);
  void on(const use_directory& m);
  void on(const actors::publish& m);

  std::optional<kind> kind_of(const viewer& who) const;
  bool followed() const { return readers_.any(kind::owner) || readers_.any(kind::manager); }
  insights last_30_days(time_point now) const;
  std::string examples_now(time_point now) const;
  void publish_examples(time_point now);
  void tell_readers(kind who, time_point now, std::string_view event, const std::string& body);
  /// The level of a conversation as such a reader may see it.
  std::optional<level> level_for(kind who, const history_entry& e) const;

  environment& env_;
  user_id id_;
  directory_ptr directory_;
  seller_history history_;
  /// What is or was shared with the seller, by conversation; newer rows win.
  struct known_example {
    example is;
    store::position position = 0;
  };
  std::map<conversation_id, known_example> examples_;
  std::set<conversation_id> changed_; ///< since the last tick
  std::set<conversation_id> changed_examples_;
  bool forgot_ = false; ///< since the last tick
  stream_readers<kind, 2> readers_;
  store::position position_; ///< highest one folded in
};

} // namespace earshot::actors
