// The events table: writing, reading one subject, and reading all with every check there is.
#pragma once

#include "store/record.hpp"
#include "store/sqlite.hpp"

namespace earshot::store {

/// The statement that `insert` runs.
result<statement> prepare_insert(database& log);
result<void> insert(statement& into_events, const record& r);

/// The highest position in the log; 0 if it is empty.
result<position> last_position(database& log);

/// The events of one subject in the order of their offsets, each one checked.
result<std::vector<event_ptr>> events_of(database& log, std::string_view subject);

/// Every event in the order of its position: checksums fit, and each subject's offsets go 1, 2, 3 …
/// The error names the place of the first damage; what was visited before it is whole.
result<void> scan_events(database& log, const event_visit& visit, const scan_progress& progress);

} // namespace earshot::store
