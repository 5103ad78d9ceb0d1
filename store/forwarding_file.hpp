// A file of SQLite's that passes all that is done to it on to another one: what a layer between
// SQLite and the file system starts from.
#pragma once

#include <sqlite3.h>

namespace earshot::store {

/// SQLite allocates it; a layer's own file begins with it.
struct forwarding_file {
  sqlite3_file base; ///< its methods are the layer's
  sqlite3_file* real;

  static forwarding_file& of(sqlite3_file* f) { return *reinterpret_cast<forwarding_file*>(f); }

  /// Opens `real` in the file system `below`; the methods are for the layer to set afterwards.
  int open(sqlite3_vfs* below, const char* name, int flags, int* out_flags);
};

/// Methods that pass everything on; a layer replaces those it has something to say about.
sqlite3_io_methods forwarding_methods();

} // namespace earshot::store
