// Looks a log over while no process has it open, and cuts a torn tail. Damage anywhere else is for
// a backup: what it would leave out may have been seen and acted on.
#pragma once

#include "store/event_log.hpp"

#include <string>

namespace earshot::store {

struct doctor_report {
  std::uint64_t events = 0;        ///< whole ones, before the damage if there is some
  std::uint64_t conversations = 0; ///< with at least one of these
  position last = 0;               ///< of these
  std::string damage;              ///< the place and kind of the first damage; empty: there is none
  bool torn_tail = false;          ///< nothing whole follows the damage: it can be cut
  std::string set_aside;           ///< where the damaged file is now; empty: nothing was changed
};

/// Checks every record of the log in `data_dir`, and the database around them. With `repair`, a
/// torn tail is cut: the log ends with `last`, and the damaged file is set aside. The error says
/// why it could not be looked at: it is in use, it is not there, the disk refused.
result<doctor_report> doctor(const std::string& data_dir, bool repair,
                             const scan_progress& progress = {});

} // namespace earshot::store
