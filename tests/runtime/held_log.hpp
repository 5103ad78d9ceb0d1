// A log whose disk is as slow as the test wants: what is appended is in memory at once and counts
// as committed a step at a time. It knows the position of every event, and how far it had committed
// when.
#pragma once

#include "store/memory_log.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace earshot::test {

class held_log final : public store::event_log {
public:
  ~held_log() override { stop(); }

  using event_log::append;
  store::position append(std::string_view subject, event_ptr e,
                         const audit_entry* beside) override {
    std::lock_guard lock(mutex_);
    const auto offset = e->offset;
    last_ = inner_.append(subject, std::move(e), beside);
    positions_[{std::string(subject), offset}] = last_;
    return last_;
  }
  store::position note(audit_entry e) override {
    std::lock_guard lock(mutex_);
    return last_ = inner_.note(std::move(e));
  }
  store::position committed() const noexcept override { return committed_; }
  std::uint64_t backlog_bytes() const noexcept override { return backlog_; }
  /// What the disk is said to be behind by.
  void say_backlog(std::uint64_t bytes) { backlog_ = bytes; }
  void on_commit(std::function<void()> told) override {
    told_ = std::move(told);
    disk_ = std::thread([this] { run(); });
  }
  void load(std::string subject, std::function<void(std::vector<event_ptr>)> done) override {
    inner_.load(std::move(subject), std::move(done));
  }
  void find(std::function<bool(const event&)> first,
            std::function<void(std::vector<std::string>)> done) override {
    inner_.find(std::move(first), std::move(done));
  }
  result<void> scan(const store::event_visit& v, const store::scan_progress& p) override {
    return inner_.scan(v, p);
  }
  void closed(std::string_view) override {}
  void put_row(store::stored_row row) override { inner_.put_row(std::move(row)); }
  void rows(store::row_filter which,
            std::function<void(std::vector<store::stored_row>)> done) override {
    inner_.rows(std::move(which), std::move(done));
  }
  void rewrite(store::erasure what, store::event_edit edit, std::function<void()> done) override {
    inner_.rewrite(std::move(what), std::move(edit), std::move(done));
  }
  std::vector<store::erasure> unfinished() const override { return {}; }
  void remove(std::vector<std::string> subjects, std::function<void()> done) override {
    inner_.remove(std::move(subjects), std::move(done));
  }
  void backup(std::string file, std::function<void(result<void>)> done) override {
    inner_.backup(std::move(file), std::move(done));
  }
  std::string_view identity() const noexcept override { return inner_.identity(); }
  void stop() override {
    stopped_ = true;
    if (disk_.joinable())
      disk_.join();
  }

  /// While held, nothing is committed any more.
  void hold(bool on) { held_ = on; }
  /// Waits until everything appended so far is committed.
  void catch_up() {
    for (const store::position until = last_; committed_ < until;)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  bool is_committed(const std::string& subject, std::uint64_t offset) {
    std::lock_guard lock(mutex_);
    auto it = positions_.find({subject, offset});
    return it != positions_.end() && it->second <= committed_;
  }
  /// The offset of the last event of `subject`.
  std::uint64_t head(const std::string& subject) {
    std::lock_guard lock(mutex_);
    auto after = positions_.upper_bound({subject, ~std::uint64_t{0}});
    return after == positions_.begin() ? 0 : std::prev(after)->first.second;
  }

private:
  /// The disk: every few milliseconds some of what waits, at most all.
  void run() {
    for (std::uint64_t turn = 1; !stopped_; ++turn) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1 + turn * 7 % 5));
      if (held_ || committed_ == last_)
        continue;
      committed_ = std::min<store::position>(last_, committed_ + 1 + turn * 13 % 40);
      told_();
    }
    committed_ = last_.load();
    if (told_)
      told_();
  }

  store::memory_log inner_{1 << 30};
  std::mutex mutex_; // guards the inner log's order and the map
  std::map<std::pair<std::string, std::uint64_t>, store::position> positions_;
  std::atomic<store::position> last_{0}, committed_{0};
  std::atomic<std::uint64_t> backlog_{0};
  std::atomic<bool> held_{false}, stopped_{false};
  std::function<void()> told_;
  std::thread disk_;
};

} // namespace earshot::test
