// One-time tickets: who holds a token gets one over HTTP and hands it to someone who is to sign in
// with it, such as a web page that is never to see the token. Good for one sign-in within 30 s.
// Kept in memory alone; may be called from any thread.
#pragma once

#include "runtime/tokens.hpp"

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace earshot::runtime {

class tickets {
public:
  using clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds good_for{30};

  /// `issued_max`: within half a minute.
  explicit tickets(std::size_t issued_max) : issued_max_(issued_max) {}

  /// A ticket for `who`, whom `token` speaks of: 43 characters that nobody can guess. None if too
  /// many were issued lately.
  std::optional<std::string> issue(identity who, clock::time_point now, std::string token = {});

  /// Who it was issued for; none if it never was, is used, or has expired. It is used from now on.
  std::optional<identity> redeem(std::string_view ticket, clock::time_point now);

  /// The token it was issued with; none and used as in `redeem`.
  std::optional<std::string> exchange(std::string_view ticket, clock::time_point now);

private:
  struct issued {
    identity who;
    std::string token;
    clock::time_point ends;
  };

  std::optional<issued> use(std::string_view ticket, clock::time_point now);
  void forget_expired(clock::time_point now);

  std::mutex mutex_; // guards the two below
  std::unordered_map<std::string, issued> open_;
  std::deque<std::pair<clock::time_point, std::string>> by_age_;
  std::size_t issued_max_;
};

} // namespace earshot::runtime
