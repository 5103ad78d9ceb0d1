#include "actors/calendar.hpp"

#include <date/tz.h>

#include <algorithm>

namespace earshot::actors {

namespace {

using kind = protocol::asked_period::kind;
using local_time = date::local_time<milliseconds>;
using std::chrono::hours;

constexpr std::size_t buckets_max = 1'000;
constexpr auto hourly_up_to = hours(48);
constexpr auto daily_up_to = date::days(62);

const date::time_zone* find_zone(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::exception&) { // the one way this library has of saying no
    return nullptr;
  }
}

class zoned_calendar {
public:
  explicit zoned_calendar(const date::time_zone& zone) : zone_(zone) {}

  local_time local(time_point t) const { return zone_.to_local(t); }

  /// The instant of a local time; of two, the earlier; of none, the one at which clocks went on.
  time_point instant(local_time t) const {
    return date::floor<milliseconds>(zone_.to_sys(t, date::choose::earliest));
  }

  time_point hour_of(time_point t) const { // offsets of a half hour exist
    auto offset = zone_.get_info(t).offset;
    return date::floor<hours>(t + offset) - offset;
  }
  time_point day_of(time_point t) const { return instant(date::floor<date::days>(local(t))); }
  time_point week_of(time_point t) const {
    auto day = date::floor<date::days>(local(t));
    return instant(day - (date::weekday(day) - date::Monday));
  }
  time_point month_of(time_point t) const {
    date::year_month_day d(date::floor<date::days>(local(t)));
    return instant(date::local_days(d.year() / d.month() / 1));
  }
  time_point day_after(time_point t, int n) const {
    return instant(date::floor<date::days>(local(t)) + date::days(n));
  }

private:
  const date::time_zone& zone_;
};

std::vector<time_point> edges_of(const zoned_calendar& local, time_point from, time_point to) {
  std::vector<time_point> edges{from};
  auto length = to - from;
  auto next = [&](time_point t) -> time_point {
    if (length <= hourly_up_to)
      return local.hour_of(t) + hours(1);
    if (length <= daily_up_to)
      return local.day_after(local.day_of(t), 1);
    return local.day_after(local.week_of(t), 7);
  };
  for (time_point t = next(from); t < to && edges.size() < buckets_max;) {
    edges.push_back(t);
    auto after = next(t);
    t = after > t ? after : t + hours(1);
  }
  return edges;
}

} // namespace

result<insight_period> in_time(const protocol::asked_period& asked, time_point now,
                               std::optional<time_point> first) {
  auto* zone = find_zone(asked.time_zone);
  if (!zone)
    return error{errc::invalid_field,
                 "no time zone is called '" + asked.time_zone
                     + "'; an IANA name such as Europe/Copenhagen is wanted",
                 "/args/time_zone"};
  zoned_calendar local(*zone);
  insight_period p;
  p.to = asked.what == kind::given ? asked.to.value_or(now) : now + milliseconds(1);
  switch (asked.what) {
  case kind::given: p.from = asked.from.value_or(now - date::days(30)); break;
  case kind::last_24_hours: p.from = now - hours(24); break;
  case kind::last_7_days: p.from = now - date::days(7); break;
  case kind::last_30_days: p.from = now - date::days(30); break;
  case kind::this_month: p.from = local.month_of(now); break;
  case kind::all: p.from = time_point{}; break;
  }
  if (p.to <= p.from)
    return error{errc::invalid_field, "the period ends before it begins", "/args/to"};
  if (asked.what == kind::all) {
    p.edges = edges_of(local, first.value_or(p.from), p.to);
    p.edges.front() = p.from;
    return p;
  }
  p.before = asked.what == kind::this_month ? local.month_of(p.from - milliseconds(1))
                                            : p.from - (p.to - p.from);
  p.edges = edges_of(local, p.from, p.to);
  return p;
}

} // namespace earshot::actors
