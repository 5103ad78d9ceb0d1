// The way into the audit log for whoever has no event to append beside the entry. What a client can
// cause at will (sign-ins, refusals) is rolled up, so that a bad one cannot fill the disk.
#pragma once

#include "domain/roll_up.hpp"
#include "store/event_log.hpp"

#include <mutex>

namespace earshot::store {

class audit_trail {
public:
  explicit audit_trail(event_log& log) : log_{log} {}

  /// Enters `e`; what it allows (an answer, a snapshot) rests on the position. Thread-safe, as all
  /// that follow.
  position note(audit_entry e) { return log_.note(std::move(e)); }

  /// The position that the session's welcome rests on. Of one user ten a minute stand by
  /// themselves.
  position signed_in(audit_entry e);

  /// A refusal rests on nothing. Ten a minute of one user (or address), a hundred of all.
  void refused(audit_entry e);

  /// Enters what was rolled up and is due; at the tick.
  void tick(time_point now);

  /// Enters all of it; before the log is stopped.
  void finish(time_point now);

private:
  event_log& log_;
  std::mutex mutex_; // of the two
  roll_up sign_ins_{{.each = 10, .together = 1'000'000, .sources = 20'000}};
  roll_up refusals_{{.each = 10, .together = 100, .sources = 100}};
};

} // namespace earshot::store
