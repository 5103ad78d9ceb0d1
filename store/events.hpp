// The events table, and the table `transcripts` that finds a subject's events in it. The latter is
// brought up to date for many events at once: entering each one as it comes would scatter small
// writes over the whole disk and double the work of a commit.
#pragma once

#include "store/record.hpp"
#include "store/sqlite.hpp"

namespace earshot::store {

/// The statement that `insert` runs.
result<statement> prepare_insert(database& log);
result<void> insert(statement& into_events, const record& r);

/// The highest position that was ever in the log; 0 if there was none.
result<position> last_position(database& log);

/// The highest position that `transcripts` knows of.
result<position> indexed_position(database& log);

/// What is wrong with `transcripts`; empty: it finds exactly the events that it should.
result<std::string> index_fault(database& log);

/// Brings `transcripts` up to date; within the caller's transaction, if there is one.
result<void> index_events(database& log);

/// The events of one subject in the order of their offsets, each one checked.
result<std::vector<event_ptr>> events_of(database& log, std::string_view subject);

/// The conversations whose first event fits.
result<std::vector<std::string>>
conversations_that_begin(database& log, const std::function<bool(const event&)>& fits);

/// Every event in the order of its position: checksums fit, and each subject's offsets go 1, 2, 3 …
/// The error names the place of the first damage; what was visited before it is whole.
result<void> scan_events(database& log, const event_visit& visit, const scan_progress& progress);

} // namespace earshot::store
