#include "domain/local_time.hpp"

#include <date/tz.h>

#include <stdexcept>

namespace earshot {

namespace {

/// nullptr: there is none of that name, or no database on this machine.
const date::time_zone* find_zone(std::string_view name) {
  try {
    return date::locate_zone(std::string(name));
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

} // namespace

bool is_time_zone(std::string_view name) { return name == "UTC" || find_zone(name) != nullptr; }

time_point start_of_day(time_point now, std::string_view zone) {
  using days = std::chrono::days;
  const date::time_zone* there = zone == "UTC" ? nullptr : find_zone(zone);
  if (!there)
    return std::chrono::floor<days>(now);
  auto local = date::floor<days>(there->to_local(now));
  return std::chrono::time_point_cast<milliseconds>(there->to_sys(local, date::choose::earliest));
}

} // namespace earshot
