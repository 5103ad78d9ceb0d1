// Tells damage in SQLite's write-ahead log from a torn end. SQLite itself takes the first frame
// whose checksum does not fit for the end, whatever follows, and would start without the rest.
#pragma once

#include "domain/result.hpp"

#include <string>

namespace earshot::store {

/// Never are more than `unsynced_max` commits written and not synced, so that a power cut can only
/// tear the last ones. A frame that does not fit and is followed by more whole commits is damage;
/// the error says where it is. A file that is not there or too short to hold a commit is sound.
/// REQUIRES: no process has the log open.
/// Format: https://sqlite.org/fileformat2.html#the_write_ahead_log
result<void> check_wal(const std::string& file);

} // namespace earshot::store
