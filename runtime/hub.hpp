// What actors publish through: finds the I/O thread of a session and puts things into its inbox.
#pragma once

#include "runtime/io_thread.hpp"

#include <memory>
#include <vector>

namespace earshot::runtime {

class hub final : public actors::publisher {
public:
  /// REQUIRES: called once, before the first actor runs. The threads outlive the hub's use.
  void connect(std::vector<io_thread*> threads) { threads_ = std::move(threads); }

  void deliver(const actors::session_ref& to, actors::delivery d) override {
    threads_[to.thread]->deliver(to.session, std::move(d));
  }

  void resolved(const actors::session_ref& to, const protocol::stream_name& stream,
                caf::actor handle) override {
    threads_[to.thread]->resolved(to.session, stream, std::move(handle));
  }

  void touched(caf::actor conversation) override { current().touched(std::move(conversation)); }

  void row(row_ptr r) override { current().row(std::move(r)); }

  void directory_changed(directory_ptr d) override {
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
};

} // namespace earshot::runtime
