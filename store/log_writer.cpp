#include "store/log_writer.hpp"

#include "store/rows.hpp"
#include "store/schema.hpp"
#include "store/transcripts.hpp"

#include <algorithm>

namespace earshot::store {

namespace {

// The write-ahead log is moved into the database above this many pages (of 4 KiB): often enough to
// stay small, seldom enough that pages written many times are moved once.
constexpr int wal_pages_max = 4096;

// Events that `transcripts` may not know of yet: a load reads through all of them (a millisecond or
// two), and the more are entered at once, the less is written.
constexpr position unindexed_max = 8192;

} // namespace

result<log_writer> log_writer::open(const std::string& path) {
  auto log = open_for_writing(path);
  if (!log)
    return log.error();
  auto begin = log->prepare("BEGIN IMMEDIATE");
  auto events = event_inserter::prepare(*log);
  auto commit = log->prepare("COMMIT");
  for (auto* s : {&begin, &commit})
    if (!*s)
      return s->error();
  if (!events)
    return events.error();
  auto audit = audit_writer::open(*log);
  if (!audit)
    return audit.error();
  auto wal = wal_of(*log);
  if (!wal)
    return wal.error();
  auto last = last_position(*log);
  if (!last)
    return last.error();
  auto indexed = indexed_position(*log);
  if (!indexed)
    return indexed.error();
  return log_writer{std::move(*log),
                    std::move(*begin),
                    std::move(*events),
                    std::move(*commit),
                    std::move(*audit),
                    *wal,
                    *last,
                    *indexed};
}

log_writer::log_writer(database log, statement begin, event_inserter events, statement commit,
                       audit_writer audit, sqlite3_file* wal, position last, position indexed)
    : log_{std::move(log)}, begin_{std::move(begin)}, events_{std::move(events)},
      commit_{std::move(commit)}, audit_{std::move(audit)}, wal_{wal}, last_{last},
      indexed_{indexed}, wal_pages_{std::make_unique<int>(0)} {
  count_wal_pages(log_, *wal_pages_);
}

// FULL syncs within COMMIT; NORMAL does not. Neither can be set within a transaction.
result<void> log_writer::sync_commits(durable when) {
  if (when == when_)
    return {};
  when_ = when;
  return log_.run(when == durable::at_once ? "PRAGMA synchronous = FULL"
                                           : "PRAGMA synchronous = NORMAL");
}

result<void> log_writer::write(batch& b, durable when) {
  if (auto set = sync_commits(when); !set)
    return set;
  if (auto begun = begin_.run(); !begun)
    return begun;
  auto written = result<void>{};
  b.each_event([&](const batch::entry& e, std::string_view subject, char* bytes) {
    seal(e.at, subject, bytes, e.record_bytes);
    if (written)
      written = events_.add({e.at, subject, e.offset, {bytes, e.record_bytes}});
  });
  if (written)
    written = events_.flush();
  for (auto& n : b.notes())
    if (written)
      written = audit_.add(n.at, n.what);
  if (written && !b.notes().empty())
    written = audit_.note_head();
  for (auto& row : b.rows())
    if (written)
      written = put(log_, row);
  if (!written)
    return written;
  last_ = std::max(last_, b.last());
  if (last_ > indexed_ + unindexed_max) {
    if (auto done = index_events(log_); !done)
      return done;
    indexed_ = last_;
  }
  const auto began = std::chrono::steady_clock::now();
  auto done = commit_.run();
  commit_took_ = std::chrono::steady_clock::now() - began;
  return done;
}

result<void> log_writer::sync() { return sync_wal(*wal_); }

result<void> log_writer::tidy() {
  if (*wal_pages_ <= wal_pages_max)
    return {};
  return shorten_wal(log_);
}

} // namespace earshot::store
