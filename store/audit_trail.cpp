#include "store/audit_trail.hpp"

namespace earshot::store {

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
}

void audit_trail::finish(time_point now) {
  auto lock = std::lock_guard{mutex_};
  for (auto* r : {&sign_ins_, &refusals_})
    for (auto& e : r->rest(now))
      log_.note(std::move(e));
}

} // namespace earshot::store
