#include "domain/seller_insights.hpp"

namespace earshot {

sentiment_share seller_insights::share_of(const sentiment_counts& c) {
  double n = c.total();
  return {c.positive / n, c.neutral / n, c.negative / n};
}

void seller_insights::add(const sentiment_counts& c, double sign) {
  if (c.total() == 0)
    return;
  sentiment_share s = share_of(c);
  sum_.positive += sign * s.positive;
  sum_.neutral += sign * s.neutral;
  sum_.negative += sign * s.negative;
  sign > 0 ? ++scored_ : --scored_;
}

void seller_insights::take(const row_ptr& r) {
  part& p = rows_[r->conversation];
  if (p.position > r->position)
    return;
  add(p.counts, -1);
  p = {r->position, r->counts};
  add(p.counts, +1);
}

sentiment_share seller_insights::sentiment() const {
  if (scored_ == 0)
    return {};
  double n = static_cast<double>(scored_);
  return {sum_.positive / n, sum_.neutral / n, sum_.negative / n};
}

} // namespace earshot
