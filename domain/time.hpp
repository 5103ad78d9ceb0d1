// Points in time as the domain sees them: UTC milliseconds. The domain never asks for the time, it
// comes in with the message; only the two texts of it (RFC 3339) are handled here.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace earshot {

using milliseconds = std::chrono::milliseconds;
using time_point = std::chrono::sys_time<milliseconds>;

/// A time that may not have come: what std::optional is, in eight bytes instead of sixteen.
class optional_time {
public:
  constexpr optional_time() = default;
  constexpr optional_time(std::nullopt_t) {}
  constexpr optional_time(time_point t) : at_(t) {}

  constexpr bool has_value() const { return at_ != none; }
  constexpr explicit operator bool() const { return has_value(); }
  /// REQUIRES: has_value().
  constexpr const time_point& operator*() const { return at_; }
  constexpr const time_point* operator->() const { return &at_; }
  constexpr time_point value_or(time_point other) const { return has_value() ? at_ : other; }
  constexpr void reset() { at_ = none; }

  friend constexpr bool operator==(const optional_time&, const optional_time&) = default;

private:
  static constexpr time_point none = time_point::min();
  time_point at_ = none;
};

/// "2026-11-22T09:00:00.000Z": always UTC, always three decimals.
std::string to_rfc3339(time_point t);

/// Appends the same 24 characters to `out`.
void append_rfc3339(std::string& out, time_point t);

/// Reads an RFC 3339 time (RFC 3339 section 5.6): any offset, 0..9 decimals of which the first
/// three count. nullopt if it is not one, names no real date, or lies outside the years 1970..9999.
std::optional<time_point> from_rfc3339(std::string_view s);

} // namespace earshot
