// The whole runtime in one object: starts in order, stops in the reverse one. Used by `serve`, the
// demo and the end-to-end tests.
#pragma once

#include "actors/environment.hpp"
#include "actors/replay.hpp"
#include "config/options.hpp"
#include "domain/result.hpp"
#include "runtime/hub.hpp"
#include "runtime/key_source.hpp"
#include "runtime/metrics.hpp"
#include "runtime/process_log.hpp"
#include "runtime/shared_state.hpp"
#include "runtime/tls.hpp"
#include "runtime/tokens.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace earshot::runtime {

class server {
public:
  /// `key` signs the tokens. `log` is the event log of this process.
  server(config::options options, std::string key, std::unique_ptr<store::event_log> log);
  ~server();

  /// Start order: certificate and keys → log read → actors → I/O threads → port open → ready.
  /// Errors: a certificate or key set is not good (`invalid_field`), the address is taken or is
  /// none
  /// (`unavailable`), the log is damaged (`internal`). `progress` hears of events read.
  result<void> start(const store::scan_progress& progress = {});

  /// Reads certificate and key set again, for those who come from now on. Error: what is not good;
  /// the old one stays in use.
  result<void> reload();

  /// Stop order: no new sessions → notice to all → after `drain_ms`, or once all have left, close
  /// 1001 → port closed → I/O threads ended → log flushed → actors gone, then what they use.
  /// Idempotent.
  void stop();

  /// "127.0.0.1:8080", with the port that was really taken.
  const std::string& address() const { return address_; }
  std::uint64_t sessions() const;
  /// True if every I/O thread has been round its loop within the last five seconds.
  bool turns() const;
  const actors::environment& environment() const { return env_; }

private:
  struct actor_config;

  result<void> open_port();
  void accept_next();
  void take(tcp_socket socket, io_thread& thread);
  void tick();
  /// A line for what was erased and removed since the last one.
  void tell_of_removals();
  void found_first_queues(actors::replayed& past);
  void finish_erasures();
  /// Ends the actors, and only then what they use. REQUIRES: the I/O threads have ended.
  void end_actors();

  config::options options_;
  process_log say_;
  key_source provider_;
  tokens verifier_;
  tls tls_;
  std::unique_ptr<store::event_log> log_;
  std::shared_ptr<const sentiment::scorer> scorer_;
  hub hub_;
  actors::environment env_;
  shared_state shared_;
  std::unique_ptr<caf::actor_system_config> caf_config_;
  std::unique_ptr<caf::actor_system> system_;
  std::vector<std::unique_ptr<io_thread>> threads_;
  std::vector<std::thread> running_;
  std::unique_ptr<boost::asio::ip::tcp::acceptor> acceptor_;
  std::unique_ptr<boost::asio::steady_timer> ticker_;
  std::size_t next_thread_ = 0;
  std::string address_;
  std::atomic<int> collecting_{0};
  std::uint64_t erased_told_ = 0;
  std::uint64_t purged_told_ = 0;
  bool stopped_ = false;
};

} // namespace earshot::runtime
