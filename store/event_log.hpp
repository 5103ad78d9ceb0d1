// The event log: append, committed, load, scan. Everything the runtime knows is a fold over it. One
// object is shared by all threads; where it keeps the events is its own business.
#pragma once

#include "domain/event.hpp"
#include "domain/result.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::store {

/// Place in the log, from 1, in the order of `append`. 0: before everything.
using position = std::uint64_t;

/// The subject of directory events (users, queues, teams). Conversation ids never start with a space.
inline constexpr std::string_view directory_subject = " directory";

/// What a conversation looks like from outside; written beside its events when it closes, so that
/// figures and histories need not read transcripts.
struct conversation_key {
  conversation_id conversation;
  customer_id customer;
  user_id seller;
  time_point last = {};
};

class event_log {
public:
  virtual ~event_log() = default;

  /// Hands over one event of `subject`; thread-safe, never blocks on a disk. The event will be part of
  /// the log at the returned position, after all that were appended before it. Events of one subject
  /// are appended by one actor, in the order of their offsets.
  virtual position append(std::string_view subject, event_ptr e) = 0;

  /// Every position up to this one is durable. Monotonic, thread-safe, one atomic load.
  virtual position committed() const noexcept = 0;

  /// Bytes appended and not yet committed.
  virtual std::uint64_t backlog_bytes() const noexcept = 0;

  /// Called after every commit, on the log's thread, once `committed()` shows it. Set before the
  /// first append.
  virtual void on_commit(std::function<void()> told) = 0;

  /// Reads all events of one subject, in order, and calls `done` on a thread of the log's choosing.
  /// It sees everything appended before the call; an unknown subject gives none.
  virtual void load(std::string subject, std::function<void(std::vector<event_ptr>)> done) = 0;

  /// At start, before the first append: every event in the order of its position. Stops with the
  /// error of `visit`, or with one that names the place of the damage.
  virtual result<void> scan(const std::function<result<void>(position, std::string_view subject,
                                                             event_ptr)>& visit) = 0;

  /// Tells the log that no more events of this conversation are to come soon and nobody holds it in
  /// memory; an ephemeral log may forget the oldest of these at its bound.
  virtual void closed(std::string_view subject) = 0;

  /// Names this log's continuity: conversation streams keep their `epoch` as long as it is the same.
  virtual std::string_view identity() const noexcept = 0;

  /// Commits what is queued and stops the log's threads. No calls afterwards.
  virtual void stop() = 0;
};

} // namespace earshot::store
