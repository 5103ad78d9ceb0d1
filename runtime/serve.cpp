#include "runtime/commands.hpp"
#include "runtime/exit_code.hpp"
#include "runtime/key_file.hpp"
#include "runtime/process_log.hpp"
#include "runtime/server.hpp"
#include "runtime/service_notice.hpp"
#include "store/open_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <optional>
#include <pthread.h>
#include <unistd.h>

namespace earshot::runtime {

namespace {

/// The signals we wait for, instead of being interrupted by them; threads started later inherit
/// that.
class stop_signals {
public:
  stop_signals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }

  /// The next signal; 0 if none came in time.
  int wait(std::optional<std::chrono::microseconds> at_most) const {
    int received = 0;
    if (!at_most)
      return sigwait(&set_, &received) == 0 ? received : 0;
    const timespec time{at_most->count() / 1'000'000, at_most->count() % 1'000'000 * 1000};
    return std::max(0, sigtimedwait(&set_, nullptr, &time));
  }

private:
  sigset_t set_{};
};

void say(const std::string& line) { fmt::print(stderr, "{}\n", line); }

store::log_options log_options_of(const config::options& o) {
  return {.ephemeral = o.server.ephemeral,
          .ephemeral_bytes = static_cast<std::uint64_t>(o.log.ephemeral_bytes),
          .data_dir = o.server.data_dir,
          .batch_events = static_cast<std::size_t>(o.log.batch_events),
          .batch_bytes = static_cast<std::size_t>(o.log.batch_bytes)};
}

/// A line a second on standard error, so that a short start says nothing and a long one is seen to
/// go on. The first line on standard output says where the server listens.
store::scan_progress progress_line() {
  using clock = std::chrono::steady_clock;
  return [next = clock::now() + std::chrono::seconds(1)](std::uint64_t done,
                                                         std::uint64_t of) mutable {
    if (clock::now() < next)
      return;
    next = clock::now() + std::chrono::seconds(1);
    say(process_log::line(
        process_log::level::info, "reading_log",
        {{"done", static_cast<std::int64_t>(done)}, {"of", static_cast<std::int64_t>(of)}}));
  };
}

void reload(server& s, const process_log& log) {
  if (auto done = s.reload(); !done)
    log.warn("reload_failed", {{"field", done.error().field},
                               {"message", done.error().message + "; the old one stays"}});
  else
    log.info("reloaded");
}

/// To a person at a terminal in words, else as a line of the log.
void offer_first_token(const process_log& log, const std::string& command) {
  if (::isatty(STDERR_FILENO))
    say("A first token:  " + command);
  else
    log.info("first_token", {{"command", command}});
}

/// Until SIGTERM or SIGINT. systemd hears of us only while every I/O thread turns: a server that
/// hangs is to be started anew.
void attend(server& s, const stop_signals& signals, const service_notice& notice,
            const process_log& log) {
  for (;;) {
    const int signal = signals.wait(notice.alive_every());
    if (signal == SIGTERM || signal == SIGINT)
      return;
    if (signal == SIGHUP)
      reload(s, log);
    if (s.turns())
      notice.alive();
  }
}

/// `internal` is what a log that contradicts itself is called.
std::string_view what_to_do(const error& e) {
  return e.code == errc::internal ? "; `earshot doctor` tells what is whole" : "";
}

int exit_code_of(const error& e) {
  return e.code == errc::unavailable     ? exit_unavailable
         : e.code == errc::invalid_field ? exit_configuration
                                         : exit_log;
}

} // namespace

int serve(const config::options& options) {
  stop_signals signals;
  const auto notice = service_notice::from_environment();
  const process_log to_log(options.logging.level);
  auto key = load_or_make_key(options);
  if (!key) {
    say("earshot: " + key.error().message);
    return exit_configuration;
  }
  auto log = store::open_log(log_options_of(options));
  if (!log) {
    say("earshot: " + log.error().message + std::string(what_to_do(log.error())));
    return exit_log;
  }
  server s(options, key->bytes, std::move(*log));
  if (auto started = s.start(progress_line()); !started) {
    const error& e = started.error();
    say("earshot: " + (e.field.empty() ? "" : e.field + ": ") + e.message
        + std::string(what_to_do(e)));
    return exit_code_of(e);
  }
  to_log.info("listening", {{"address", s.address()}});
  if (options.auth.key_file.empty() && !key->file.empty())
    offer_first_token(to_log, token_command(options, key->file));
  notice.ready();
  attend(s, signals, notice, to_log);
  notice.stopping();
  to_log.info("draining", {{"sessions", static_cast<std::int64_t>(s.sessions())}});
  s.stop();
  to_log.info("stopped");
  return exit_ok;
}

} // namespace earshot::runtime
