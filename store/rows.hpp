// The conversations table: one row for each conversation that was closed.
#pragma once

#include "store/event_log.hpp"
#include "store/sqlite.hpp"

namespace earshot::store {

/// Takes the place of the conversation's older row.
result<void> put(database& log, const stored_row& row);

/// In the order of `last`.
result<std::vector<stored_row>> find_rows(database& log, const row_filter& which);

} // namespace earshot::store
