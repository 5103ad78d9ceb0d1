// What the process says when it ends; the numbers from 64 on are those of BSD's sysexits.h.
#pragma once

namespace earshot::runtime {

enum exit_code : int {
  exit_ok = 0,
  exit_threshold = 1,      ///< a benchmark ran, and a threshold it was given does not hold
  exit_usage = 64,         ///< the command line is wrong
  exit_bad_data = 65,      ///< a file that was given to read is not what it should be
  exit_unavailable = 69,   ///< the address is taken, the server cannot be reached
  exit_log = 74,           ///< the event log cannot be written or read
  exit_configuration = 78, ///< the configuration is wrong
};

} // namespace earshot::runtime
