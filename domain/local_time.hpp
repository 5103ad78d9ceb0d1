// Days as people in a place live them: where a local day begins. Names of places are those of the
// IANA time zone database, as the system has it.
#pragma once

#include "domain/time.hpp"

#include <string_view>

namespace earshot {

/// True for "UTC" and for the names the system's time zone database knows, such as
/// "Europe/Copenhagen".
bool is_time_zone(std::string_view name);

/// The beginning of the local day `now` is in; where a day has no midnight (a clock was put
/// forward), its first moment. REQUIRES: is_time_zone(zone).
time_point start_of_day(time_point now, std::string_view zone);

} // namespace earshot
