// The console's logins. A login is what a browser's cookies belong to, from the first until
// somebody logs out, and so does every session that one of them has opened: with the login all of
// them end. Kept in memory alone, and no longer than the cookies' tokens are good; no token is
// kept, only its SHA-256. May be called from any thread.
#pragma once

#include "domain/time.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace earshot::runtime {

struct console_login {
  std::atomic<bool> over{false}; ///< somebody has logged out
};
using login_ptr = std::shared_ptr<console_login>;

class logins {
public:
  /// A browser is given a cookie with `token`, which is good until `until`, in the place of one of
  /// `before`: the login goes on. Null, or one that is over: a new one begins.
  void begin(std::string_view token, time_point until, login_ptr before, time_point now);

  /// What a cookie with this token belongs to; never null. One we have not given, or no longer know
  /// of since a start of the server, is a login of its own.
  login_ptr of(std::string_view token, time_point until, time_point now);

private:
  struct cookie {
    login_ptr login;
    time_point until;
  };

  void forget_expired(time_point now);

  std::mutex mutex_;                                // guards the two below
  std::unordered_map<std::string, cookie> cookies_; ///< by the hash of the token
  std::size_t crowded_ = 1000;                      ///< at so many the expired ones are looked for
};

} // namespace earshot::runtime
