#include "store/log_reader.hpp"

namespace earshot::store {

log_reader::log_reader(database log) : log_{std::move(log)}, thread_{[this] { run(); }} {}

void log_reader::submit(job what) {
  {
    auto lock = std::lock_guard{mutex_};
    if (stopping_)
      return;
    jobs_.push_back(std::move(what));
  }
  wake_.notify_one();
}

void log_reader::stop() {
  {
    auto lock = std::lock_guard{mutex_};
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable())
    thread_.join();
  jobs_.clear();
}

void log_reader::run() {
  for (;;) {
    auto lock = std::unique_lock{mutex_};
    wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (stopping_)
      return;
    auto what = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    what(log_);
  }
}

} // namespace earshot::store
