// What actors publish through: finds the I/O thread of a session and puts things into its inbox.
#pragma once

#include "runtime/io_thread.hpp"

#include <atomic>
#include <vector>

namespace earshot::runtime {

class hub final : public actors::publisher {
public:
  /// REQUIRES: called once, before the first actor runs. The threads live until the hub is closed
  /// and every actor has come to the end of what it was at.
  void connect(std::vector<io_thread*> threads) { threads_ = std::move(threads); }

  /// From now on nothing goes out: there is nobody left to take it.
  void close() { closed_ = true; }

  void deliver(const actors::session_ref& to, actors::delivery d) override {
    if (!closed_)
      threads_[to.thread]->deliver(to.session, std::move(d));
  }

  void resolved(const actors::session_ref& to, const protocol::stream_name& stream,
                caf::actor handle) override {
    if (!closed_)
      threads_[to.thread]->resolved(to.session, stream, std::move(handle));
  }

  void touched(caf::actor conversation) override {
    if (!closed_)
      current().touched(std::move(conversation));
  }

  void row(row_ptr r) override {
    if (!closed_)
      current().row(std::move(r));
  }

  void directory_changed(directory_ptr d) override {
    if (closed_)
      return;
    for (io_thread* t : threads_)
      t->use(d);
  }

private:
  /// The thread an actor runs on; for one on CAF's pool, the first.
  io_thread& current() {
    io_thread* here = io_thread::here();
    return here ? *here : *threads_.front();
  }

  std::vector<io_thread*> threads_;
  std::atomic<bool> closed_{false};
};

} // namespace earshot::runtime
