#include "store/memory_log.hpp"

#include "store/event_codec.hpp"
#include "store/identity.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>
#include <utility>

namespace earshot::store {

namespace {

// What an event weighs: its texts, and beside them the event, its record here and the shared count.
std::uint64_t bytes_of(const event& e) { return sizeof(event) + 64 + encoded_bytes(e); }

std::uint64_t bytes_of(const stored_row& r) { return 2 * sizeof r + r.bytes.size(); }

bool fits(const stored_row& r, const row_filter& which) {
  return (which.queue.empty() || r.queue == which.queue)
         && (which.customer.empty() || r.customer == which.customer)
         && (which.seller.empty() || r.seller == which.seller) && r.last >= which.from
         && r.last < which.before;
}

} // namespace

memory_log::memory_log(std::uint64_t ephemeral_bytes)
    : bytes_max_{ephemeral_bytes}, identity_{new_identity()} {}

position memory_log::append(std::string_view subject, event_ptr e, const audit_entry* beside) {
  assert(e);
  if (beside)
    note(*beside);
  auto bytes = bytes_of(*e);
  auto lock = std::lock_guard{mutex_};
  auto [newest, fresh] = newest_.try_emplace(std::string{subject}, 0);
  if (fresh && e->offset != 1) { // a comment on what is forgotten: half a conversation is none
    newest_.erase(newest);
    return last_.load(std::memory_order_relaxed);
  }
  auto at = last_.load(std::memory_order_relaxed) + 1;
  auto index = (at - 1) / page_records;
  if (index == pages_.size())
    pages_.push_back(std::make_unique<page>());
  auto& p = *pages_[index];
  p.records[(at - 1) % page_records] = {std::move(e), &newest->first, newest->second};
  ++p.used;
  newest->second = at;
  bytes_ += bytes;
  last_.store(at, std::memory_order_release);
  return at;
}

position memory_log::note(audit_entry e) {
  auto lock = std::lock_guard{mutex_};
  noted_.push_back(std::move(e));
  if (noted_.size() > noted_max)
    noted_.pop_front();
  return last_.load(std::memory_order_relaxed);
}

std::vector<audit_entry> memory_log::noted() const {
  auto lock = std::lock_guard{mutex_};
  return {noted_.begin(), noted_.end()};
}

memory_log::record* memory_log::find(position p) {
  auto& at = pages_[(p - 1) / page_records];
  if (!at)
    return nullptr;
  auto& r = at->records[(p - 1) % page_records];
  return r.what ? &r : nullptr;
}

void memory_log::load(std::string subject, std::function<void(std::vector<event_ptr>)> done) {
  std::vector<event_ptr> events;
  {
    auto lock = std::lock_guard{mutex_};
    auto newest = newest_.find(subject);
    for (auto p = newest == newest_.end() ? 0 : newest->second; p != 0;) {
      auto* r = find(p);
      events.push_back(r->what);
      p = r->previous;
    }
  }
  std::reverse(events.begin(), events.end());
  done(std::move(events));
}

void memory_log::find(std::function<bool(const event&)> first,
                      std::function<void(std::vector<std::string>)> done) {
  std::vector<std::string> found;
  {
    auto lock = std::lock_guard{mutex_};
    for (auto& [subject, newest] : newest_) {
      auto* oldest = find(newest);
      while (oldest->previous != 0)
        oldest = find(oldest->previous);
      if (is_conversation(subject) && first(*oldest->what))
        found.push_back(subject);
    }
  }
  done(std::move(found));
}

result<void> memory_log::scan(const event_visit& visit, const scan_progress& progress) {
  auto end = committed();
  for (position p = 1; p <= end; ++p) {
    auto subject = std::string{};
    auto what = event_ptr{};
    {
      auto lock = std::lock_guard{mutex_};
      if (auto* r = find(p)) {
        subject = *r->subject;
        what = r->what;
      }
    }
    if (!what)
      continue;
    if (auto seen = visit(p, subject, std::move(what)); !seen)
      return seen;
  }
  if (progress)
    progress(end, end);
  return {};
}

void memory_log::closed(std::string_view subject) {
  auto gone = std::vector<event_ptr>{}; // freed after the lock
  auto lock = std::lock_guard{mutex_};
  auto closing = newest_.find(std::string{subject});
  if (closing == newest_.end())
    return;
  closed_.push_back(closing->second);
  while (bytes_ > bytes_max_ && !closed_.empty()) {
    auto newest = closed_.front();
    closed_.pop_front();
    // What was appended to since then is not closed; it comes again when it is.
    auto* r = find(newest);
    if (r && newest_.at(*r->subject) == newest)
      forget(newest, gone);
  }
}

void memory_log::forget(position newest, std::vector<event_ptr>& gone) {
  auto subject = newest_.find(*find(newest)->subject);
  if (auto row = rows_.find(subject->first); row != rows_.end()) {
    bytes_ -= bytes_of(row->second);
    rows_.erase(row);
  }
  newest_.erase(subject);
  for (auto p = newest; p != 0;) {
    auto& at = pages_[(p - 1) / page_records];
    auto r = std::exchange(at->records[(p - 1) % page_records], {});
    bytes_ -= bytes_of(*r.what);
    gone.push_back(std::move(r.what));
    p = r.previous;
    if (--at->used == 0 && &at != &pages_.back()) // the last one may still be written to
      at.reset();
  }
}

void memory_log::put_row(stored_row row) {
  auto lock = std::lock_guard{mutex_};
  if (!newest_.contains(row.conversation))
    return; // forgotten
  auto& kept = rows_[row.conversation];
  bytes_ += bytes_of(row) - (kept.conversation.empty() ? 0 : bytes_of(kept));
  kept = std::move(row);
}

void memory_log::rows(row_filter which, std::function<void(std::vector<stored_row>)> done) {
  std::vector<stored_row> found;
  {
    auto lock = std::lock_guard{mutex_};
    for (auto& [id, row] : rows_)
      if (fits(row, which))
        found.push_back(row);
  }
  std::sort(found.begin(), found.end(), [](auto& a, auto& b) {
    return std::tie(a.last, a.conversation) < std::tie(b.last, b.conversation);
  });
  if (which.limit > 0 && found.size() > which.limit)
    found.resize(which.limit);
  done(std::move(found));
}

void memory_log::rewrite(erasure what, event_edit edit, std::function<void()> done) {
  {
    auto lock = std::lock_guard{mutex_};
    auto newest = newest_.find(what.subject);
    for (auto p = newest == newest_.end() ? 0 : newest->second; p != 0;) {
      auto* r = find(p);
      if (auto better = edit(*r->what)) {
        bytes_ += bytes_of(*better) - bytes_of(*r->what);
        r->what = std::move(better);
      }
      p = r->previous;
    }
  }
  done();
}

void memory_log::remove(std::vector<std::string> subjects, std::function<void()> done) {
  {
    auto gone = std::vector<event_ptr>{}; // freed after the lock
    auto lock = std::lock_guard{mutex_};
    for (auto& s : subjects)
      if (auto newest = newest_.find(s); newest != newest_.end())
        forget(newest->second, gone);
  }
  done();
}

void memory_log::backup(std::string, std::function<void(result<void>)> done) {
  done(error{errc::unavailable, "a log without a disk has no backup; start with a data_dir"});
}

} // namespace earshot::store
