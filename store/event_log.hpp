// The event log: append, committed, load, scan. Everything the runtime knows is a fold over it. One
// object is shared by all threads; where it keeps the events is its own business.
#pragma once

#include "domain/audit.hpp"
#include "domain/event.hpp"
#include "domain/result.hpp"
#include "store/commit_figures.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::store {

/// Place in the log, from 1, in the order of `append`. 0: before everything.
using position = std::uint64_t;

/// The subject of directory events (users, queues, teams). Conversation ids never start with a
/// space.
inline constexpr std::string_view directory_subject = " directory";

/// The subject of orders to erase something.
inline constexpr std::string_view erasure_subject = " erasures";

inline bool is_conversation(std::string_view subject) { return !subject.starts_with(' '); }

/// What a conversation looks like from outside, in the caller's own bytes; written beside its
/// events when it closes, so that figures and histories need not read transcripts.
struct stored_row {
  conversation_id conversation;
  queue_id queue;
  customer_id customer;
  user_id seller;
  time_point last = {}; ///< of the last message
  std::string bytes;

  friend bool operator==(const stored_row&, const stored_row&) = default;
};

/// Which rows; an empty id stands for any.
struct row_filter {
  queue_id queue = {};
  customer_id customer = {};
  user_id seller = {};
  time_point from = time_point::min();   ///< `last` not before this
  time_point before = time_point::max(); ///< `last` before this
  std::size_t limit = 0;                 ///< at most this many, the oldest; 0: all
};

/// The order to erase something, kept in the log until it is carried out to the last byte on disk.
struct erasure {
  std::string subject;
  std::string
      order; ///< the caller's own words for what to erase; nothing that is to be erased itself
};

/// The event that takes the place of another, with the same offset; null where it stays as it is.
using event_edit = std::function<event_ptr(const event&)>;

using event_visit = std::function<result<void>(position, std::string_view subject, event_ptr)>;

/// Told now and then: so many positions are done, of so many.
using scan_progress = std::function<void(std::uint64_t done, std::uint64_t of)>;

class event_log {
public:
  virtual ~event_log() = default;

  /// Hands over one event of `subject`; thread-safe, never blocks on a disk. The event will be part
  /// of the log at the returned position, after all that were appended before it. Events of one
  /// subject are appended by one actor, in the order of their offsets.
  position append(std::string_view subject, event_ptr e) {
    return append(subject, std::move(e), nullptr);
  }

  /// The same with an entry of the audit log, in the same commit: the position is that of both. No
  /// entry: null.
  virtual position append(std::string_view subject, event_ptr e, const audit_entry* beside) = 0;

  /// Hands over an entry of the audit log by itself; as `append` otherwise. What the entry allows
  /// rests on the position.
  virtual position note(audit_entry e) = 0;

  /// Every position up to this one is durable. Monotonic, thread-safe, one atomic load.
  virtual position committed() const noexcept = 0;

  /// Bytes appended and not yet committed.
  virtual std::uint64_t backlog_bytes() const noexcept = 0;

  /// How commits went since the start; null where there is no disk.
  virtual const commit_figures* commits() const noexcept { return nullptr; }

  /// Called after every commit, on a thread of the log's, once `committed()` shows it. Set before
  /// the first append. A log that commits at once never calls it.
  virtual void on_commit(std::function<void()> told) = 0;

  /// Has a function called when the caller's thread has brought all that it has at hand; false:
  /// that thread has no such turns, and nothing will be called.
  using turn_end = std::function<bool(std::function<void()>)>;

  /// What one turn of a thread brings is better committed at once than begun with its first event,
  /// which would leave the rest waiting for a disk that is busy. Set before the first append.
  virtual void at_turn_end(turn_end) {}

  /// Reads all events of one subject, in order, and calls `done` on a thread of the log's choosing.
  /// It sees everything appended before the call; an unknown subject gives none.
  virtual void load(std::string subject, std::function<void(std::vector<event_ptr>)> done) = 0;

  /// Names the conversations whose first event fits, and calls `done` on a thread of the log's
  /// choosing. Reads the first event of each there is: for rare questions. It sees everything
  /// appended before the call.
  virtual void find(std::function<bool(const event&)> first,
                    std::function<void(std::vector<std::string>)> done) = 0;

  /// At start, before the first append: every event in the order of its position. Stops with the
  /// error of `visit`, or with one that names the place of the damage.
  virtual result<void> scan(const event_visit& visit, const scan_progress& progress = {}) = 0;

  /// Tells the log that no more events of this conversation are to come soon and nobody holds it in
  /// memory; an ephemeral log may forget the oldest of these at its bound.
  virtual void closed(std::string_view subject) = 0;

  /// Keeps the row of a conversation, in the place of an older one. A row is on disk before `done`
  /// of any call below that came later.
  virtual void put_row(stored_row row) = 0;

  /// Finds rows in the order of `last`, and calls `done` on a thread of the log's choosing. It sees
  /// every row put before the call.
  virtual void rows(row_filter which, std::function<void(std::vector<stored_row>)> done) = 0;

  /// Puts `edit` of each event of `what.subject` appended so far in its place, and calls `done` on
  /// a thread of the log's choosing once no byte of the old ones is left in any file of the log
  /// (backups are out of reach). Interrupted, it is among `unfinished` at the next start.
  virtual void rewrite(erasure what, event_edit edit, std::function<void()> done) = 0;

  /// Erasures that a crash interrupted: each is to be given to `rewrite` again, after the scan.
  virtual std::vector<erasure> unfinished() const = 0;

  /// Removes conversations with all their events and rows, and calls `done` when they are gone from
  /// every file. REQUIRES: nothing is appended to them meanwhile.
  virtual void remove(std::vector<std::string> subjects, std::function<void()> done) = 0;

  /// Writes everything appended so far into a new file, from which a log can be started again.
  virtual void backup(std::string file, std::function<void(result<void>)> done) = 0;

  /// Names this log's continuity: conversation streams keep their `epoch` as long as it is the
  /// same.
  virtual std::string_view identity() const noexcept = 0;

  /// Commits what is queued and stops the log's threads. What waits for `done` may not get it, and
  /// lets go of what it holds; what is appended afterwards is not kept.
  virtual void stop() = 0;
};

} // namespace earshot::store
