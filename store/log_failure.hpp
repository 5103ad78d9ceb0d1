// What happens when the log cannot be written or read any more: the process ends before anything
// that was not committed can leave it.
#pragma once

#include "domain/result.hpp"

#include <string_view>

namespace earshot::store {

inline constexpr int exit_log_failed = 74; ///< EX_IOERR of sysexits.h

/// Writes one line, a JSON object, to standard error and ends the process at once with
/// `exit_log_failed`.
[[noreturn]] void log_failed(std::string_view why);

/// The value, or the end of the process.
template <class T>
T must(result<T> r) {
  if (!r)
    log_failed(r.error().message);
  return std::move(r).value();
}
inline void must(result<void> r) {
  if (!r)
    log_failed(r.error().message);
}

} // namespace earshot::store
