// The database of a durable log: how it is opened, and the tables in it.
#pragma once

#include "domain/time.hpp"
#include "store/sqlite.hpp"

#include <string>

namespace earshot::store {

/// Opens the log in `path` for its one writer and makes it if there is none. What is read from it
/// afterwards is on disk, also what a process wrote that crashed before it could say so.
/// REQUIRES: the caller holds the directory's lock.
result<database> open_for_writing(const std::string& path);

/// Whether SQLite reads a file whose end is missing, as far as it goes.
enum class damage { refused, tolerated };

/// Opens an existing log for reading; any number of these at the same time, in any process.
result<database> open_for_reading(const std::string& path, damage how = damage::refused);

/// The name of the log that `new_identity` gave it when it was made.
result<std::string> identity_of(database& log);

/// Moves what is committed into the main file and empties the write-ahead log; false if a reader
/// still needs it after `wait`.
result<bool> empty_wal(database& log, milliseconds wait);

/// Keeps `pages` at the number of pages in the write-ahead log, with every commit of this
/// connection.
void count_wal_pages(database& log, int& pages);

/// Brings what is written of the write-ahead log to disk. From any thread, also while the
/// connection is in use. REQUIRES: `wal` is what `wal_of` gave for a connection that is open.
result<void> sync_wal(sqlite3_file& wal);

/// The write-ahead log of a connection that `open_for_writing` opened.
result<sqlite3_file*> wal_of(database& log);

/// Moves what it can without waiting for anyone.
result<void> shorten_wal(database& log);

} // namespace earshot::store
