// The events table: what is put into it, and how it is read.
#pragma once

#include "store/record.hpp"
#include "store/sqlite.hpp"

namespace earshot::store {

/// Puts records into the table, many with one statement.
class event_inserter {
public:
  static result<event_inserter> prepare(database& log);

  /// REQUIRES: subject and bytes stay where they are until `flush`.
  result<void> add(const record& r);
  result<void> flush();

private:
  static constexpr std::size_t together = 25; // more gain little

  event_inserter(statement one, statement many) : one_{std::move(one)}, many_{std::move(many)} {}

  statement one_;
  statement many_;
  std::vector<record> waiting_;
};

/// The highest position that was ever in the log; 0 if there was none.
result<position> last_position(database& log);

/// Calls `visit` with each record of one subject up to `last`, in order; they are not checked.
/// REQUIRES: see `positions_of`.
result<void> each_record_of(database& log, std::string_view subject, position last,
                            const std::function<result<void>(const record&)>& visit);

/// The events of one subject in the order of their offsets, each one checked. REQUIRES: no
/// transaction is open.
result<std::vector<event_ptr>> events_of(database& log, std::string_view subject);

/// The conversations whose first event fits.
result<std::vector<std::string>>
conversations_that_begin(database& log, const std::function<bool(const event&)>& fits);

/// Every event in the order of its position: checksums fit, and each subject's offsets go 1, 2, 3 …
/// The error names the place of the first damage; what was visited before it is whole.
result<void> scan_events(database& log, const event_visit& visit, const scan_progress& progress);

} // namespace earshot::store
