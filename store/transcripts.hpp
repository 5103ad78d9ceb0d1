// The table `transcripts`, which finds a subject's events among all others: a row is a run of them,
// with the offset and position of the first and the steps from each to the next. It is brought up
// to date for thousands of events at once; entering each one as it comes would scatter small writes
// over the whole disk and double the work of a commit. What is newer is looked for event by event.
#pragma once

#include "store/event_log.hpp"
#include "store/sqlite.hpp"

#include <limits>

namespace earshot::store {

inline constexpr position any_position = std::numeric_limits<position>::max();

/// The highest position that `transcripts` knows of.
result<position> indexed_position(database& log);

/// Enters what is newer than that; within the caller's transaction, if there is one.
result<void> index_events(database& log);

/// Where the events of one subject are, up to `last`, in order. REQUIRES: nobody writes to the log
/// meanwhile, or the caller reads in a transaction.
result<std::vector<position>> positions_of(database& log, std::string_view subject,
                                           position last = any_position);

/// Takes the subject's events up to `last` out of `transcripts`, which must know them. Within the
/// caller's transaction.
result<void> forget_positions(database& log, std::string_view subject, position last);

/// What is wrong with `transcripts`; empty: it finds exactly the events that it should.
result<std::string> index_fault(database& log);

} // namespace earshot::store
