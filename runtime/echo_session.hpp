// /debug/echo: gives every message back as it came, for WebSocket conformance suites. It sits on
// the same `websocket` as a session, so what a suite finds here holds for sessions too. Lives on
// one I/O thread.
#pragma once

#include "protocol/error.hpp"
#include "runtime/websocket.hpp"

#include <chrono>
#include <deque>
#include <memory>

namespace earshot::runtime {

class io_thread;

class echo_session final : public websocket_events,
                           public std::enable_shared_from_this<echo_session> {
public:
  using clock = std::chrono::steady_clock;
  /// Suites send messages of 16 MiB; a longer one closes with 1009.
  static constexpr std::size_t message_bytes_max = 16 * 1024 * 1024;
  /// Echoes the peer has not taken yet; at more it is cut.
  static constexpr std::size_t waiting_bytes_max = 4 * message_bytes_max;
  static constexpr std::chrono::seconds silence_max{60}; ///< then it is cut

  /// `address` is counted; it is left when the session is gone.
  echo_session(io_thread& home, std::string address) : home_(home), address_(std::move(address)) {}

  void start(std::shared_ptr<websocket> socket) { socket_ = std::move(socket); }
  void every_second(clock::time_point now);
  void close(protocol::close_code code);

  void on_open() override {}
  void on_text(std::string_view text) override { echo(text, false); }
  void on_binary(std::string_view bytes) override { echo(bytes, true); }
  void on_control() override { heard_ = clock::now(); }
  void on_sent() override;
  void on_closed(std::uint16_t code, std::string_view reason) override;

private:
  struct message {
    frame_ptr bytes;
    bool binary;
  };

  void echo(std::string_view bytes, bool binary);
  void send_next();

  io_thread& home_;
  std::string address_;
  std::shared_ptr<websocket> socket_;
  std::deque<message> waiting_;
  std::size_t waiting_bytes_ = 0;
  clock::time_point heard_ = clock::now();
};

} // namespace earshot::runtime
