// Steps of an erasure on the database. First the order is committed, then the records are written
// over and the write-ahead log is emptied, at last the order goes too: cut anywhere, it can be done
// again.
#pragma once

#include "store/event_log.hpp"
#include "store/sqlite.hpp"

namespace earshot::store {

/// Commits the order.
result<void> begin_erasure(database& log, const erasure& what);

/// Writes `edit` of each event of `subject` up to `last` over it, in one transaction. The new
/// record is filled up to the old one's length, so that SQLite changes it in place and moves
/// nothing.
result<void> rewrite_events(database& log, std::string_view subject, position last,
                            const event_edit& edit);

/// Commits that nothing of the order is left to do, for all these subjects.
result<void> end_erasures(database& log, const std::vector<std::string>& subjects);

/// Orders that were begun and not ended.
result<std::vector<erasure>> begun_erasures(database& log);

/// Removes the events up to `last` and the rows of these conversations, in one transaction.
result<void> remove_conversations(database& log, const std::vector<std::string>& subjects,
                                  position last);

} // namespace earshot::store
