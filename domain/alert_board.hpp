// The alerts a queue or a desk shows: which are open, and what has changed since its readers were
// last told. Folded from rows; owned by one actor.
#pragma once

#include "domain/row.hpp"

#include <map>
#include <unordered_map>
#include <vector>

namespace earshot {

/// What readers have to be told of one conversation's alert.
struct alert_news {
  enum class kind : std::uint8_t {
    raised,
    changed, ///< answered by a supervisor, or an agent has it now
    cleared
  };

  kind what = kind::raised;
  row_ptr row;
  alert_ptr alert; ///< the one that is open, or that was until it was cleared
};

class alert_board {
public:
  struct entry {
    row_ptr row;
    alert_ptr alert;
  };

  /// Takes the alert that is open with this row; nullptr: none is.
  void take(const row_ptr& r, const alert_ptr& now);

  /// What changed since the last call, conflated: a conversation stands in it once at most.
  std::vector<alert_news> take_news();

  const std::map<conversation_id, entry>& open() const { return open_; }

private:
  static bool compare(const entry& told, const alert_ptr& now, alert_news& news);

  std::map<conversation_id, entry> open_;
  std::unordered_map<conversation_id, row_ptr> touched_;
  std::unordered_map<conversation_id, entry> told_;
};

} // namespace earshot
