// The one connection that writes: puts a batch on disk in one transaction. Owned by one thread at a
// time.
#pragma once

#include "store/audit_chain.hpp"
#include "store/batch.hpp"
#include "store/events.hpp"
#include "store/sqlite.hpp"

#include <chrono>
#include <memory>

namespace earshot::store {

class log_writer {
public:
  /// Opens the log in `path`, see `open_for_writing`. REQUIRES: the directory's lock.
  static result<log_writer> open(const std::string& path);

  /// Whether a batch is on disk when it is written, or with the `sync` that comes after it.
  enum class durable { at_once, with_sync };

  /// Seals and inserts the batch's events, goes on with the audit log, puts the rows, in one
  /// transaction.
  result<void> write(batch& b, durable when);

  /// Brings to disk what is written. From any thread, also while the next batch is written.
  result<void> sync();

  /// Moves the write-ahead log into the database if it has become long. Apart from `write`, so that
  /// nobody's answer has to wait for it.
  result<void> tidy();

  database& log() { return log_; }

  /// How long the disk took for the last batch: its pages, and the fsync if there was one.
  std::chrono::nanoseconds commit_took() const { return commit_took_; }

  /// The highest position written.
  position last() const { return last_; }

private:
  log_writer(database log, statement begin, event_inserter events, statement commit,
             audit_writer audit, sqlite3_file* wal, position last, position indexed);
  result<void> sync_commits(durable when);

  database log_;
  statement begin_;
  event_inserter events_;
  statement commit_;
  audit_writer audit_;
  sqlite3_file* wal_; // the connection's
  durable when_ = durable::at_once;
  std::chrono::nanoseconds commit_took_{0};
  position last_;
  position indexed_;               // `transcripts` knows the events up to here
  std::unique_ptr<int> wal_pages_; // SQLite keeps its address
};

} // namespace earshot::store
