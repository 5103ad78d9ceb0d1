#include "domain/roll_up.hpp"

namespace earshot {

std::optional<audit_entry> roll_up::take(audit_entry e) {
  if (!since_)
    since_ = e.at;
  auto name = e.who.empty() ? " " + e.on : e.who;
  auto it = sources_.find(name);
  if (it == sources_.end()) {
    bool told_apart = sources_.size() < bounds_.sources;
    auto first = told_apart ? e : audit_entry{e.at, {}, e.what, {}, {}};
    it = sources_.try_emplace(told_apart ? name : std::string{}, source{std::move(first)}).first;
  }
  source& s = it->second;
  if (++s.seen <= bounds_.each && together_ < bounds_.together) {
    ++together_;
    return e;
  }
  ++s.more;
  return std::nullopt;
}

std::vector<audit_entry> roll_up::due(time_point now) {
  if (!since_ || now - *since_ < bounds_.span)
    return {};
  return rest(now);
}

std::vector<audit_entry> roll_up::rest(time_point now) {
  std::vector<audit_entry> entries;
  for (auto& [name, s] : sources_)
    if (s.more > 0)
      entries.push_back({now, s.first.who, s.first.what, s.first.who.empty() ? s.first.on : "",
                         std::to_string(s.more) + " more since " + to_rfc3339(*since_)});
  sources_.clear();
  together_ = 0;
  since_.reset();
  return entries;
}

} // namespace earshot
