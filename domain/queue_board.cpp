#include "domain/queue_board.hpp"

#include <algorithm>
#include <functional>

namespace earshot {

queue_board::share queue_board::share_of(const conversation_row& r) {
  share s;
  bool gone_unserved = r.left == left_queue::transferred && !r.accepted_at;
  if (!r.entered_at || gone_unserved)
    return s;
  s.offered = true;
  if (r.accepted_at) {
    s.accepted = true;
    s.answer_ms = std::max<std::int64_t>(0, (*r.accepted_at - *r.entered_at).count());
    s.in_time = s.answer_ms <= service_limit.count();
  } else {
    s.abandoned = r.left != left_queue::no;
  }
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
    waiting_since_.insert(*r.entered_at);
  else
    waiting_since_.erase(waiting_since_.find(*r.entered_at));
}

void queue_board::put(row_set& into, const row_ptr& r) {
  if (auto older = into.extract(r)) {
    older.value() = r;
    into.insert(std::move(older));
  } else {
    into.insert(r);
  }
}

void queue_board::take(const row_ptr& r) {
  for (const auto& left : {std::cref(left_now_), std::cref(left_before_)})
    if (auto it = left.get().find(r->conversation);
        it != left.get().end() && it->second >= r->position)
      return;
  auto it = rows_.find(r);
  if (it != rows_.end()) {
    if ((*it)->position > r->position)
      return;
    count(share_of(**it), -1);
    count_open(**it, -1);
  }
  count(share_of(*r), +1);
  put(changed_, r);
  if (r->left == left_queue::no) {
    count_open(*r, +1);
    put(rows_, r);
    return;
  }
  if (it != rows_.end())
    rows_.erase(it);
  left_now_.insert_or_assign(r->conversation, r->position);
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
  f.backlog = static_cast<std::uint32_t>(waiting_since_.size());
  if (!waiting_since_.empty())
    f.longest_wait_ms = std::max<std::int64_t>(0, (now - *waiting_since_.begin()).count());
  if (accepted_ > 0)
    f.average_speed_to_answer_ms = answer_ms_ / accepted_;
  if (auto ended = accepted_ + abandoned_; ended > 0) {
    f.service_level = static_cast<double>(in_time_) / static_cast<double>(ended);
    f.abandon_rate = static_cast<double>(abandoned_) / static_cast<double>(ended);
  }
  return f;
}

std::vector<row_ptr> queue_board::by_risk(std::size_t limit) const {
  std::vector<row_ptr> out(rows_.begin(), rows_.end());
  auto riskier = [](const row_ptr& a, const row_ptr& b) {
    auto rank = [](const row_ptr& r) {
      return r->mood.why_not == no_score::none ? value_of(r->mood.lvl) : 0;
    };
    auto waits = [](const row_ptr& r) { return r->unanswered_since.value_or(time_point::max()); };
    if (rank(a) != rank(b))
      return rank(a) < rank(b);
    if (waits(a) != waits(b))
      return waits(a) < waits(b);
    return a->conversation < b->conversation;
  };
  auto end = out.begin() + static_cast<std::ptrdiff_t>(std::min(limit, out.size()));
  std::partial_sort(out.begin(), end, out.end(), riskier);
  out.erase(end, out.end());
  return out;
}

row_ptr queue_board::find(const conversation_id& c) const {
  auto it = rows_.find(std::string_view(c));
  return it == rows_.end() ? nullptr : *it;
}

} // namespace earshot
