// How long answers take, from the frame that asks to the one that answers leaving for the socket,
// the commit included. One request at a time is measured: all others cost a comparison. Owned by
// one I/O thread.
#pragma once

#include "domain/counter.hpp"

#include <chrono>
#include <cstdint>

namespace earshot::runtime {

class answer_clock {
public:
  using time = std::chrono::steady_clock::time_point;
  /// An answer that has not come by then is not waited for.
  static constexpr std::chrono::seconds patience{10};

  explicit answer_clock(histogram& seconds) : seconds_(seconds) {}

  /// This session asks something; `alone`: it waits for no other answer. (Which of two answers is
  /// whose would be a guess.) Sessions count from 1.
  void asked(std::uint64_t session, bool alone, time at) {
    if (session == session_)
      session_ = 0;
    else if (alone && (session_ == 0 || at - asked_ > patience)) {
      session_ = session;
      asked_ = at;
      answer_ = nullptr;
    }
  }

  /// `frame` is what this session waited for; it may leave later.
  void answered(std::uint64_t session, const void* frame) {
    if (session == session_)
      answer_ = frame;
  }

  /// True if this very frame is measured: then call `left`.
  bool waits_for(const void* frame) const { return session_ != 0 && frame == answer_; }

  void left(time at) {
    seconds_.add(std::chrono::duration<double>(at - asked_).count());
    session_ = 0;
  }

  void gone(std::uint64_t session) {
    if (session == session_)
      session_ = 0;
  }

private:
  histogram& seconds_;
  std::uint64_t session_ = 0; ///< whose request is measured; 0: nobody's
  time asked_{};
  const void* answer_ = nullptr;
};

} // namespace earshot::runtime
