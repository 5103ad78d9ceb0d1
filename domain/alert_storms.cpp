#include "domain/alert_storms.hpp"

namespace earshot {

bool alert_storms::admit(const alert& a, const queue_id& queue, time_point now) {
  storm& s = storms_[a.to];
  bool singly = s.count.admit(a.of, now);
  if (!singly)
    s.newest_from = queue;
  return singly;
}

std::vector<alert_storms::due> alert_storms::take_due(time_point now) {
  std::vector<due> out;
  for (auto& [user, s] : storms_)
    if (auto grown = s.count.take_due(now))
      out.push_back({user, s.newest_from, std::move(*grown)});
  return out;
}

} // namespace earshot
