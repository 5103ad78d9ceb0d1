// The log of a process without a disk: every position is committed when `append` returns, and all
// is gone with the process. What it keeps is bounded: closed conversations are forgotten above the
// bound.
#pragma once

#include "store/event_log.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace earshot::store {

class memory_log final : public event_log {
public:
  /// Above `ephemeral_bytes` (of events and what it takes to keep them) the longest closed
  /// conversations are forgotten; open ones and the directory never are. What is appended to a
  /// forgotten one, or put as its row, is dropped.
  explicit memory_log(std::uint64_t ephemeral_bytes);

  /// Entries of the audit log that are kept, the newest.
  static constexpr std::size_t noted_max = 10'000;

  using event_log::append;
  position append(std::string_view subject, event_ptr e, const audit_entry* beside) override;
  position note(audit_entry e) override;
  position committed() const noexcept override { return last_.load(std::memory_order_acquire); }
  std::uint64_t backlog_bytes() const noexcept override { return 0; }

  /// Never called: nothing ever waits.
  void on_commit(std::function<void()>) override {}

  /// As all that follow: calls `done` before it returns, on the caller's thread.
  void load(std::string subject, std::function<void(std::vector<event_ptr>)> done) override;

  void find(std::function<bool(const event&)> first,
            std::function<void(std::vector<std::string>)> done) override;
  result<void> scan(const event_visit& visit, const scan_progress& progress = {}) override;
  void closed(std::string_view subject) override;
  void put_row(stored_row row) override;
  void rows(row_filter which, std::function<void(std::vector<stored_row>)> done) override;
  void rewrite(erasure what, event_edit edit, std::function<void()> done) override;
  std::vector<erasure> unfinished() const override { return {}; }
  void remove(std::vector<std::string> subjects, std::function<void()> done) override;

  /// Refused: what a process without a disk knows is not meant to stay.
  void backup(std::string file, std::function<void(result<void>)> done) override;
  std::string_view identity() const noexcept override { return identity_; }
  void stop() override {}

  /// The audit log, oldest first. Not chained: it is nobody's evidence.
  std::vector<audit_entry> noted() const;

private:
  // One event. The subject is the key in `newest_`, whose nodes stay where they are; `previous`
  // chains the events of one subject, newest first.
  struct record {
    event_ptr what;
    const std::string* subject = nullptr;
    position previous = 0;
  };

  // Records lie in pages by position; a page goes when all its records are forgotten.
  static constexpr std::size_t page_records = 512;
  struct page {
    std::array<record, page_records> records;
    std::size_t used = 0;
  };

  record* find(position p);
  void forget(position newest, std::vector<event_ptr>& gone);

  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<page>> pages_;
  std::unordered_map<std::string, position> newest_; // of each subject
  std::unordered_map<std::string, stored_row> rows_;
  std::deque<position> closed_; // newest events of closed conversations, longest first
  std::deque<audit_entry> noted_;
  std::uint64_t bytes_ = 0;
  const std::uint64_t bytes_max_;
  std::atomic<position> last_{0};
  const std::string identity_;
};

} // namespace earshot::store
