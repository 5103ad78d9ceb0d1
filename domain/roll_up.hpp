// Bounds what others can make us write down: of each source's entries in a minute the first few
// stand one by one, the rest becomes one entry with a count. Knows no clock; not thread-safe.
#pragma once

#include "domain/audit.hpp"

#include <map>
#include <vector>

namespace earshot {

class roll_up {
public:
  struct bounds {
    std::size_t each = 10;      ///< entries of one source, one by one, in a span
    std::size_t together = 100; ///< of all sources
    std::size_t sources = 100;  ///< that are told apart; the rest is counted as one
    milliseconds span{60'000};
  };

  explicit roll_up(bounds b) : bounds_(b) {}

  /// The entry, if it is to stand by itself; else it is counted. A source is a user, or where there
  /// is none, what the entry is on.
  std::optional<audit_entry> take(audit_entry e);

  /// Once the span is over: an entry for each source that had more, and a new span begins with the
  /// next entry.
  std::vector<audit_entry> due(time_point now);

  /// The same, whatever the time.
  std::vector<audit_entry> rest(time_point now);

private:
  struct source {
    audit_entry first;
    std::size_t seen = 0;
    std::size_t more = 0;
  };

  bounds bounds_;
  std::optional<time_point> since_;
  std::map<std::string, source> sources_;
  std::size_t together_ = 0;
};

} // namespace earshot
