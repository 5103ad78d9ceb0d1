// What all I/O threads share: immutable, or thread-safe by itself. Owned by the server.
#pragma once

#include "actors/environment.hpp"
#include "config/options.hpp"
#include "runtime/logins.hpp"
#include "runtime/rate_limit.hpp"
#include "runtime/tickets.hpp"
#include "runtime/tokens.hpp"

#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace earshot::runtime {

/// The time that goes into messages.
inline time_point wall_clock() {
  return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

/// How many sessions each user (or address) has, and what they send together; asked at the start
/// and the end of a session only.
class session_counts {
public:
  using rate_ptr = std::shared_ptr<shared_rate_limit>;

  /// The rate of all of theirs; null, and nothing counted, if there are `max` already.
  rate_ptr enter(const std::string& who, int max) {
    std::lock_guard lock(mutex_);
    auto& one = counts_[who];
    if (one.sessions >= max)
      return nullptr;
    if (++one.sessions == 1)
      one.rate = std::make_shared<shared_rate_limit>();
    return one.rate;
  }
  void leave(const std::string& who) {
    std::lock_guard lock(mutex_);
    if (auto it = counts_.find(who); it != counts_.end() && --it->second.sessions <= 0)
      counts_.erase(it);
  }

private:
  struct count {
    int sessions = 0;
    rate_ptr rate;
  };

  std::mutex mutex_;
  std::unordered_map<std::string, count> counts_;
};

struct shared_state {
  shared_state(const config::options& o, const tokens& v, actors::environment& e)
      : options(o), verifier(v), env(e), tickets(static_cast<std::size_t>(o.limits.tickets)) {}

  const config::options& options;
  const tokens& verifier;
  actors::environment& env;
  std::atomic<bool> ready{false};
  std::atomic<bool> draining{false};
  std::atomic<int> sessions{0}; ///< of the process, for its bound
  std::atomic<int> uploads{0};  ///< recordings that come in, for its bound
  /// What waits for a disk waits here and not on an I/O thread.
  boost::asio::thread_pool files{1};
  runtime::tickets tickets;
  runtime::logins logins;
  session_counts users;
  session_counts addresses;
  std::function<std::string()> metrics_text; ///< Prometheus exposition format
};

} // namespace earshot::runtime
