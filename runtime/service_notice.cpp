#include "runtime/service_notice.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace earshot::runtime {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t n = 0;
  auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), n);
  bool all = failed == std::errc{} && end == text.data() + text.size();
  return all && n > 0 ? std::optional(n) : std::nullopt;
}

} // namespace

service_notice::service_notice(std::string socket, std::string_view watchdog_us,
                               std::string_view watchdog_pid)
    : socket_(std::move(socket)) {
  const auto wait = whole_number(watchdog_us);
  const bool ours = watchdog_pid.empty() || whole_number(watchdog_pid) == ::getpid();
  if (wait && ours)
    alive_every_ = std::chrono::microseconds(*wait / 2);
}

service_notice service_notice::from_environment() {
  return {variable("NOTIFY_SOCKET"), variable("WATCHDOG_USEC"), variable("WATCHDOG_PID")};
}

void service_notice::send(std::string_view state) const {
  sockaddr_un to{};
  if (socket_.empty() || socket_.size() >= sizeof to.sun_path)
    return;
  to.sun_family = AF_UNIX;
  std::memcpy(to.sun_path, socket_.data(), socket_.size());
  if (socket_.front() == '@')
    to.sun_path[0] = '\0'; // the abstract namespace
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
  const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return;
  // Whether anybody listens is not ours to judge: the service goes on either way.
  (void)::sendto(fd, state.data(), state.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                 reinterpret_cast<const sockaddr*>(&to), size);
  ::close(fd);
}

} // namespace earshot::runtime
