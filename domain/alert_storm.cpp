#include "domain/alert_storm.hpp"

namespace earshot {

bool alert_storm::admit(const conversation_id& c, time_point now) {
  while (!singly_.empty() && now - singly_.front() >= window)
    singly_.pop_front();
  if (singly_.size() < singly_max) {
    singly_.push_back(now);
    over_ = true;
    return true;
  }
  if (over_ && count_ == told_count_) { // else what is left to tell goes with the new storm
    count_ = told_count_ = 0;
    newest_.clear();
  }
  over_ = false;
  if (count_++ == 0)
    since_ = now;
  newest_.push_front(c);
  if (newest_.size() > named_max)
    newest_.pop_back();
  return false;
}

std::optional<alert_storm::roll_up> alert_storm::take_due(time_point now) {
  if (count_ == told_count_ || (told_count_ > 0 && now - told_at_ < again))
    return std::nullopt;
  told_count_ = count_;
  told_at_ = now;
  return roll_up{count_, since_, {newest_.begin(), newest_.end()}};
}

} // namespace earshot
