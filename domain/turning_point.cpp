#include "domain/turning_point.hpp"

#include <algorithm>

namespace earshot {

void turning_point::fold_customer(std::uint32_t message, const mood& before, const mood& after) {
  if (before.why_not != no_score::none || after.why_not != no_score::none)
    return;
  if (after.lvl < before.lvl && before.score - after.score > from() - to()) {
    from_ = packed_score(before.score);
    to_ = packed_score(after.score);
    back_at_ = after.lvl < level::neutral ? std::min(before.lvl, level::neutral) : before.lvl;
    message_ = message;
    recovered_with_ = recovered_after_ = 0;
  } else if (any() && recovered_with_ == 0 && after.lvl >= back_at_) {
    recovered_with_ = message;
    recovered_after_ = last_reply_ > message_ ? last_reply_ : 0;
  }
}

} // namespace earshot
