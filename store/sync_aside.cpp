#include "store/sync_aside.hpp"

namespace earshot::store {

sync_aside::sync_aside(std::function<void(position)> sync)
    : sync_{std::move(sync)}, thread_{[this] { run(); }} {}

sync_aside::~sync_aside() {
  {
    auto lock = std::lock_guard{mutex_};
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void sync_aside::begin(position upto) {
  auto lock = std::unique_lock{mutex_};
  upto_ = upto;
  ++begun_;
  changed_.notify_all();
  changed_.wait(lock, [this] { return begun_ - done_ < unsynced_max; });
}

void sync_aside::wait() {
  auto lock = std::unique_lock{mutex_};
  changed_.wait(lock, [this] { return begun_ == done_; });
}

void sync_aside::run() {
  for (;;) {
    auto lock = std::unique_lock{mutex_};
    changed_.wait(lock, [this] { return begun_ > done_ || stopping_; });
    if (begun_ == done_)
      return;
    const auto upto = upto_;
    const auto begun = begun_;
    lock.unlock();
    sync_(upto);
    lock.lock();
    done_ = begun;
    lock.unlock();
    changed_.notify_all();
  }
}

} // namespace earshot::store
