#include "domain/retention.hpp"

#include <charconv>

namespace earshot {

std::optional<retention> retention::parse(int days, const std::vector<std::string>& of) {
  constexpr int days_max = 36'500;
  retention r{days, {}};
  for (const std::string& entry : of) {
    auto equals = entry.rfind('=');
    if (equals == entry.npos || !is_id(entry.substr(0, equals)))
      return std::nullopt;
    int n = -1;
    auto end = entry.data() + entry.size();
    auto read = std::from_chars(entry.data() + equals + 1, end, n);
    if (read.ec != std::errc{} || read.ptr != end || n < 0 || n > days_max)
      return std::nullopt;
    r.of_[entry.substr(0, equals)] = n;
  }
  return r;
}

int retention::days(const queue_id& queue) const {
  auto own = of_.find(queue);
  return own == of_.end() ? days_ : own->second;
}

std::optional<time_point> retention::cut(const queue_id& queue, time_point now) const {
  auto n = days(queue);
  if (n == 0)
    return std::nullopt;
  return now - std::chrono::days{n};
}

} // namespace earshot
