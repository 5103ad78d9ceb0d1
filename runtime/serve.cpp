#include "runtime/commands.hpp"
#include "runtime/exit_code.hpp"
#include "runtime/key_file.hpp"
#include "runtime/server.hpp"
#include "store/open_log.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <pthread.h>

namespace earshot::runtime {

namespace {

/// Blocks until SIGTERM or SIGINT; all threads started later inherit the blocked signals.
class stop_signals {
public:
  stop_signals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }

  void wait() const {
    int received = 0;
    sigwait(&set_, &received);
  }

private:
  sigset_t set_{};
};

void say(const std::string& line) { fmt::print(stderr, "{}\n", line); }

store::log_options log_options_of(const config::options& o) {
  store::log_options log;
  log.ephemeral = o.server.ephemeral;
  log.ephemeral_bytes = static_cast<std::uint64_t>(o.log.ephemeral_bytes);
  log.data_dir = o.server.data_dir;
  log.batch_events = static_cast<std::size_t>(o.log.batch_events);
  log.batch_bytes = static_cast<std::size_t>(o.log.batch_bytes);
  return log;
}

} // namespace

int serve(const config::options& options) {
  stop_signals signals;
  auto key = load_or_make_key(options);
  if (!key) {
    say("earshot: " + key.error().message);
    return exit_configuration;
  }
  auto log = store::open_log(log_options_of(options));
  if (!log) {
    say("earshot: " + log.error().message);
    return exit_log;
  }
  server s(options, key->bytes, std::move(*log));
  if (auto started = s.start(); !started) {
    say("earshot: " + started.error().message);
    return started.error().code == errc::unavailable ? exit_unavailable : exit_log;
  }
  fmt::print("{{\"event\":\"listening\",\"address\":\"{}\"}}\n", s.address());
  std::fflush(stdout);
  if (options.auth.key_file.empty())
    say("A first token:  " + token_command(options, key->file));
  signals.wait();
  fmt::print("{{\"event\":\"draining\",\"sessions\":{}}}\n", s.sessions());
  std::fflush(stdout);
  s.stop();
  fmt::print("{{\"event\":\"stopped\"}}\n");
  return exit_ok;
}

} // namespace earshot::runtime
