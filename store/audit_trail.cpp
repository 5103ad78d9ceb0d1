#include "store/audit_trail.hpp"

namespace earshot::store {

namespace {

constexpr std::size_t readings_alone = 10; // of one user and one thing, in a minute

} // namespace

position audit_trail::read(audit_entry e) {
  auto lock = std::lock_guard{mutex_};
  auto name = e.who + ' ' + e.on + ' ' + std::string(name_of(e.what)) + ' ' + e.detail;
  auto known = readings_.find(name);
  if (known == readings_.end()) {
    if (readings_.empty())
      readings_since_ = e.at;
    auto at = log_.note(e);
    if (readings_.size() < readings_max)
      readings_.try_emplace(std::move(name), reading{std::move(e), at});
    return at;
  }
  reading& r = known->second;
  if (++r.more < readings_alone)
    r.at = log_.note(std::move(e));
  return r.at;
}

void audit_trail::end_readings(time_point now) {
  for (auto& [name, r] : readings_)
    if (r.more >= readings_alone)
      log_.note({now, r.first.who, r.first.what, r.first.on,
                 r.first.detail + ", " + std::to_string(r.more + 1 - readings_alone)
                     + " more since " + to_rfc3339(r.first.at)});
  readings_.clear();
}

position audit_trail::signed_in(audit_entry e) {
  auto lock = std::lock_guard{mutex_};
  auto alone = sign_ins_.take(std::move(e));
  return alone ? log_.note(std::move(*alone)) : 0;
}

void audit_trail::refused(audit_entry e) {
  auto lock = std::lock_guard{mutex_};
  if (auto alone = refusals_.take(std::move(e)))
    log_.note(std::move(*alone));
}

void audit_trail::tick(time_point now) {
  auto lock = std::lock_guard{mutex_};
  for (auto* r : {&sign_ins_, &refusals_})
    for (auto& e : r->due(now))
      log_.note(std::move(e));
  if (now - readings_since_ >= std::chrono::minutes(1))
    end_readings(now);
}

void audit_trail::finish(time_point now) {
  auto lock = std::lock_guard{mutex_};
  for (auto* r : {&sign_ins_, &refusals_})
    for (auto& e : r->rest(now))
      log_.note(std::move(e));
  end_readings(now);
}

} // namespace earshot::store
