// Where hours, days and weeks begin for people: IANA time zones and their changes of daylight
// saving.
#pragma once

#include "domain/result.hpp"
#include "domain/seller_insights.hpp"
#include "protocol/seller_queries.hpp"

#include <optional>

namespace earshot::actors {

/// The period in time, with the one before it (of the same length; of `this_month` the whole month
/// before; none for `all`), and the edges
/// of its buckets in the local time of its zone: hours up to two days, days up to 62, else weeks
/// from Monday. `first`: the earliest that there is, for the buckets of `all`. Refusal:
/// invalid_field for an unknown zone.
result<insight_period> in_time(const protocol::asked_period& asked, time_point now,
                               std::optional<time_point> first = {});

} // namespace earshot::actors
