#include "domain/queue_board.hpp"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

namespace earshot {

namespace {

/// An import tells of talks that were over long before: nobody waited here.
bool is_history(const conversation_row& r) {
  return r.closed_at && r.accepted_at && *r.closed_at < *r.accepted_at;
}

} // namespace

queue_board::share queue_board::share_of(const conversation_row& r) const {
  share s;
  bool gone_unserved = r.left == left_queue::transferred && !r.accepted_at;
  if (!r.entered_at || gone_unserved || is_history(r))
    return s;
  if (waits(r) && r.left == left_queue::no) {
    s.offered = true; // also one that is offered again
  } else if (r.accepted_at) {
    s.offered = s.accepted = *r.accepted_at >= midnight_;
    if (s.accepted)
      s.answer_ms = std::max<std::int64_t>(0, (*r.accepted_at - *r.entered_at).count());
    s.in_time = s.accepted && s.answer_ms <= service_limit_.count();
  } else if (r.left == left_queue::closed) {
    s.offered = s.abandoned = r.closed_at.value_or(r.last_at) >= midnight_;
  } // else it went on to another queue unanswered and is offered there
  return s;
}

void queue_board::count(const share& s, int sign) {
  offered_ += sign * s.offered;
  accepted_ += sign * s.accepted;
  abandoned_ += sign * s.abandoned;
  in_time_ += sign * s.in_time;
  answer_ms_ += sign * s.answer_ms;
}

void queue_board::count_open(const conversation_row& r, int sign) {
  by_status_[static_cast<std::size_t>(r.status)] += static_cast<std::uint32_t>(sign);
  if (r.mood.why_not == no_score::none)
    by_level_[static_cast<std::size_t>(value_of(r.mood.lvl) + 3)] +=
        static_cast<std::uint32_t>(sign);
  if (!waits(r))
    return;
  if (sign > 0)
    line_.emplace(*r.entered_at, r.conversation);
  else
    line_.erase({*r.entered_at, r.conversation});
  numbered_is_old_ = true;
}

std::optional<std::uint32_t> queue_board::position_of(const conversation_row& r) const {
  if (!waits(r) || r.left != left_queue::no)
    return std::nullopt;
  if (std::exchange(numbered_is_old_, false)) {
    numbered_.clear();
    for (const place_in_line& p : line_)
      numbered_.push_back(&p);
  }
  auto its = std::tie(*r.entered_at, r.conversation);
  auto at = std::lower_bound(numbered_.begin(), numbered_.end(), its,
                             [](const place_in_line* p, const auto& wanted) {
                               return std::tie(p->first, p->second) < wanted;
                             });
  return static_cast<std::uint32_t>(at - numbered_.begin()) + 1;
}

bool queue_board::take(const row_ptr& r) {
  for (const row_set* left : {&left_now_, &left_before_})
    if (auto it = left->find(r); it != left->end() && (*it)->position >= r->position)
      return false;
  auto it = rows_.find(r);
  bool known = it != rows_.end();
  if (known) {
    if ((*it)->position > r->position)
      return false;
    count(share_of(**it), -1);
    count_open(**it, -1);
  }
  count(share_of(*r), +1);
  if (r->left == left_queue::no) {
    count_open(*r, +1);
    put(rows_, r);
  } else {
    put(left_now_, r);
    if (!known)
      return true; // it came and went between two publications: nobody was ever shown it
    rows_.erase(it);
  }
  put(changed_, r);
  return true;
}

void queue_board::start_day(time_point midnight) {
  if (midnight <= midnight_)
    return;
  midnight_ = midnight;
  offered_ = accepted_ = abandoned_ = in_time_ = answer_ms_ = 0;
  for (const auto* part : {&rows_, &left_now_, &left_before_})
    for (const row_ptr& r : *part)
      count(share_of(*r), +1);
}

std::vector<row_ptr> queue_board::take_changes() {
  std::vector<row_ptr> out(changed_.begin(), changed_.end());
  changed_.clear();
  left_before_ = std::move(left_now_);
  left_now_.clear();
  return out;
}

queue_figures queue_board::figures_at(time_point now) const {
  queue_figures f;
  f.offered = static_cast<std::uint32_t>(offered_);
  f.accepted = static_cast<std::uint32_t>(accepted_);
  f.abandoned = static_cast<std::uint32_t>(abandoned_);
  f.by_level = by_level_;
  f.by_status = by_status_;
  f.backlog = static_cast<std::uint32_t>(line_.size());
  if (!line_.empty())
    f.longest_wait_ms = std::max<std::int64_t>(0, (now - line_.begin()->first).count());
  if (accepted_ > 0)
    f.average_speed_to_answer_ms = answer_ms_ / accepted_;
  if (auto ended = accepted_ + abandoned_; ended > 0) {
    f.service_level = static_cast<double>(in_time_) / static_cast<double>(ended);
    f.abandon_rate = static_cast<double>(abandoned_) / static_cast<double>(ended);
  }
  return f;
}

row_ptr queue_board::find(const conversation_id& c) const {
  auto it = rows_.find(std::string_view(c));
  return it == rows_.end() ? nullptr : *it;
}

} // namespace earshot
