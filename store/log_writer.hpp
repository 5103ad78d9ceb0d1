// The one connection that writes: puts a batch on disk in one transaction. Owned by one thread at a
// time.
#pragma once

#include "store/audit_chain.hpp"
#include "store/batch.hpp"
#include "store/sqlite.hpp"

#include <chrono>
#include <memory>

namespace earshot::store {

class log_writer {
public:
  /// Opens the log in `path`, see `open_for_writing`. REQUIRES: the directory's lock.
  static result<log_writer> open(const std::string& path);

  /// Seals and inserts the batch's events, goes on with the audit log, puts the rows; all of it is
  /// on disk when it returns.
  result<void> write(batch& b);

  /// Moves the write-ahead log into the database if it has become long. Apart from `write`, so that
  /// nobody's answer has to wait for it.
  result<void> tidy();

  database& log() { return log_; }

  /// How long the disk took for the last batch: its pages and the fsync.
  std::chrono::nanoseconds commit_took() const { return commit_took_; }

  /// The highest position on disk.
  position last() const { return last_; }

private:
  log_writer(database log, statement begin, statement insert, statement commit, audit_writer audit,
             position last, position indexed);

  database log_;
  statement begin_;
  statement insert_;
  statement commit_;
  audit_writer audit_;
  std::chrono::nanoseconds commit_took_{0};
  position last_;
  position indexed_;               // `transcripts` knows the events up to here
  std::unique_ptr<int> wal_pages_; // SQLite keeps its address
};

} // namespace earshot::store
