// Tells systemd how the service is doing: one datagram to the socket that NOTIFY_SOCKET names
// (sd_notify(3), without its library). Does nothing where nobody asked.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace earshot::runtime {

class service_notice {
public:
  /// `socket`: a path, "@name" in the abstract namespace, or empty. `watchdog_us` and
  /// `watchdog_pid` as systemd writes them into WATCHDOG_USEC and WATCHDOG_PID; what is no number
  /// counts as absent, and a watchdog for another process is none of ours.
  service_notice(std::string socket, std::string_view watchdog_us, std::string_view watchdog_pid);
  static service_notice from_environment();

  void ready() const { send("READY=1"); }
  void stopping() const { send("STOPPING=1"); }
  void alive() const { send("WATCHDOG=1"); }

  /// How often `alive` is to be called: half of what systemd waits for. None: it does not wait.
  std::optional<std::chrono::microseconds> alive_every() const { return alive_every_; }

private:
  void send(std::string_view state) const;

  std::string socket_;
  std::optional<std::chrono::microseconds> alive_every_;
};

} // namespace earshot::runtime
