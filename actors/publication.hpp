// Where actors put what others are to see. They know sessions by number and threads by index; the
// runtime knows sockets. All calls are thread-safe and never block.
#pragma once

#include "domain/row.hpp"
#include "protocol/encode.hpp"
#include "store/event_log.hpp"

#include <caf/actor.hpp>

#include <cstdint>

namespace earshot::actors {

/// One session, for as long as it lives: its I/O thread and its number there. Never a pointer.
struct session_ref {
  std::uint32_t thread = 0;
  std::uint64_t session = 0;

  friend bool operator==(const session_ref&, const session_ref&) = default;
};

/// A frame for one session. It leaves the process once `rests_on` is committed, after everything
/// that was delivered to the session before it.
struct delivery {
  enum class kind : std::uint8_t {
    answer,       ///< ends a command or a query
    acknowledged, ///< ends a `subscribe` or `unsubscribe`
    snapshot,     ///< begins a subscription
    event,        ///< continues one
    ended,        ///< ends one: gap, revoked, or an error in answer to `subscribe`
  };

  kind what = kind::answer;
  std::uint32_t subscription = 0; ///< the session's own number; 0 for an answer
  std::uint64_t offset = 0;       ///< in the stream, for `gap`
  store::position rests_on = 0;
  protocol::frame_ptr frame;
};

class publisher {
public:
  virtual ~publisher() = default;

  /// Enters the receiving thread's inbox before this call returns; order per stream is kept.
  /// Dropped if the session is gone.
  virtual void deliver(const session_ref& to, delivery d) = 0;

  /// Tells a session where its requests to `stream` go; an empty handle: there is no such thing.
  virtual void resolved(const session_ref& to, const protocol::stream_name& stream,
                        caf::actor handle) = 0;

  /// `conversation` has a new row: it is sent `report` at the next tick. Call once per tick.
  virtual void touched(caf::actor conversation) = 0;

  /// A row for queue, desk and seller, conflated with others of this tick.
  virtual void row(row_ptr r) = 0;

  /// The new directory, for the sessions.
  virtual void directory_changed(directory_ptr d) = 0;
};

} // namespace earshot::actors
