// The durable log: SQLite in one directory that it alone may write to. One thread commits
// everything that is queued in one transaction, a second syncs what was written while that one goes
// on with what is still queued, a third reads. If the disk fails, the process ends.
#pragma once

#include "store/data_dir.hpp"
#include "store/log_reader.hpp"
#include "store/log_writer.hpp"
#include "store/sync_aside.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace earshot::store {

struct sqlite_log_options {
  std::string data_dir;                  ///< made if missing
  std::size_t batch_events = 1'000;      ///< at most in one commit
  std::size_t batch_bytes = 1024 * 1024; ///< at most in one commit, or one event that is longer
};

class sqlite_log final : public event_log {
public:
  /// Opens the log in `options.data_dir`. The error says who uses it already, or what stands in the
  /// way.
  static result<std::unique_ptr<sqlite_log>> open(const sqlite_log_options& options);
  ~sqlite_log() override { stop(); }

  using event_log::append;
  position append(std::string_view subject, event_ptr e, const audit_entry* beside) override;
  position note(audit_entry e) override;
  position committed() const noexcept override {
    return committed_.load(std::memory_order_acquire);
  }
  std::uint64_t backlog_bytes() const noexcept override {
    return backlog_bytes_.load(std::memory_order_relaxed);
  }
  const commit_figures* commits() const noexcept override { return &figures_; }
  void on_commit(std::function<void()> told) override { told_ = std::move(told); }
  void at_turn_end(turn_end call) override { turn_end_ = std::move(call); }
  void load(std::string subject, std::function<void(std::vector<event_ptr>)> done) override;
  void find(std::function<bool(const event&)> first,
            std::function<void(std::vector<std::string>)> done) override;
  result<void> scan(const event_visit& visit, const scan_progress& progress) override;
  void closed(std::string_view) override {}
  void put_row(stored_row row) override;
  void rows(row_filter which, std::function<void(std::vector<stored_row>)> done) override;
  void rewrite(erasure what, event_edit edit, std::function<void()> done) override;
  std::vector<erasure> unfinished() const override { return unfinished_; }
  void remove(std::vector<std::string> subjects, std::function<void()> done) override;
  void backup(std::string file, std::function<void(result<void>)> done) override;
  std::string_view identity() const noexcept override { return identity_; }
  void stop() override;

private:
  // Written over, but its old bytes may still stand in the write-ahead log.
  struct lingering {
    std::string subject; // of an order that is to end; empty once it has, or if there was none
    std::function<void()> done;
  };
  struct opened_log;

  explicit sqlite_log(opened_log from, const sqlite_log_options& options);

  batch& open_batch(std::size_t more_bytes);
  void then(std::function<void()> job);
  void then_read(log_reader::job job);
  bool first_in_turn();
  void begin_after_turn();
  void begin();

  void run();
  batch next_batch();
  void commit(batch& b);
  void sync(position upto);
  void durable(position upto, std::chrono::nanoseconds took);
  void finish_erasures();

  const sqlite_log_options options_;
  const data_dir dir_;
  const std::string identity_;
  const std::vector<erasure> unfinished_;
  std::function<void()> told_;
  turn_end turn_end_;
  std::atomic<position> committed_;
  std::atomic<std::uint64_t> backlog_bytes_{0};
  commit_figures figures_;
  std::mutex telling_; // of everyone who waits for a commit, by one thread at a time

  std::mutex mutex_; // of the next seven
  std::condition_variable wake_;
  std::deque<batch> queued_;
  position appended_;
  bool due_ = false;     // the writer is to begin with what is queued
  bool awaited_ = false; // somebody's turn ends soon, and makes it due
  bool idle_ = false;    // everything queued is on disk, and the writer waits
  bool stopping_ = false;

  // Of the writer's thread, and of the caller of `scan` before there is anything to write.
  log_writer disk_;
  std::vector<lingering> lingering_; // of the writer's thread
  bool more_ = false;                // of it too: another batch is queued behind the one it has
  sync_aside syncing_;
  log_reader reader_;
  std::thread writer_;
};

} // namespace earshot::store
