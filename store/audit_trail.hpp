// The way into the audit log for whoever has no event to append beside the entry. What a client can
// cause at will (sign-ins, refusals) is rolled up, so that a bad one cannot fill the disk.
#pragma once

#include "domain/roll_up.hpp"
#include "store/event_log.hpp"

#include <map>
#include <mutex>
#include <string>

namespace earshot::store {

class audit_trail {
public:
  explicit audit_trail(event_log& log) : log_{log} {}

  /// Enters `e`; what it allows (an answer, a snapshot) rests on the position. Thread-safe, as all
  /// that follow.
  position note(audit_entry e) { return log_.note(std::move(e)); }

  /// The same of a reading. Of the same one by the same user ten a minute stand by themselves; the
  /// others rest on the last of these, and become one entry with a count.
  position read(audit_entry e);

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
  struct reading {
    audit_entry first;
    position at = 0;      ///< of the last that stands by itself
    std::size_t more = 0; ///< than the first
  };
  static constexpr std::size_t readings_max = 10'000; ///< told apart; others stand by themselves

  void end_readings(time_point now);

  event_log& log_;
  std::mutex mutex_; // of all below
  std::map<std::string, reading> readings_;
  time_point readings_since_{};
  roll_up sign_ins_{{.each = 10, .together = 1'000'000, .sources = 20'000}};
  roll_up refusals_{{.each = 10, .together = 100, .sources = 100}};
};

} // namespace earshot::store
