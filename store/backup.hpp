// A copy of a log in one file, made while the log is written to. To restore it, put it into an
// empty data directory as `earshot.db`. An erasure reaches no backup: keep them as long as you may,
// no longer.
#pragma once

#include "store/sqlite.hpp"

namespace earshot::store {

/// Writes what is committed into `file` (0600), which must not exist; it appears only when it is
/// whole.
result<void> write_backup(database& log, const std::string& file);

/// The same for the log in `data_dir`, whether a process has it open or not.
result<void> backup(const std::string& data_dir, const std::string& file);

} // namespace earshot::store
