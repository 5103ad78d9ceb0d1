// Writes the whole part of a damaged log into a new database and puts that in the old one's place.
#pragma once

#include "store/event_log.hpp"
#include "store/sqlite.hpp"

namespace earshot::store {

/// Takes over events up to `last`, rows and orders as far as they can be read. Returns where the
/// damaged database is now; its write-ahead log lies beside it. REQUIRES: the directory's lock.
result<std::string> rebuild_until(database damaged, const std::string& data_dir, position last);

} // namespace earshot::store
