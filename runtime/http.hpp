// The HTTP side of the one port: health, readiness, metrics, and the door to the WebSocket. Reads
// one head at a time, bounded in bytes and time; a request has no body here.
#pragma once

#include "runtime/http_head.hpp"
#include "runtime/io_thread.hpp"
#include "runtime/websocket.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace earshot::runtime {

struct http_response {
  int status = 200;
  std::string type = "text/plain; charset=utf-8";
  std::string body = {};
  std::string headers = {};            ///< further ones, each ending in CRLF
  std::string_view cache = "no-store"; ///< Cache-Control
};

/// An RFC 9457 problem.
http_response problem(int status, std::string_view title, std::string_view detail);

class http_connection : public std::enable_shared_from_this<http_connection> {
public:
  http_connection(io_thread& home, tcp_socket socket, std::string address);

  void start();
  void every_second(std::chrono::steady_clock::time_point now);
  void cut();

private:
  void read_head();
  void on_head(std::size_t head_bytes);
  void respond(http_response r, bool head_only, bool keep_alive);
  void upgrade(const http_request& request, std::string head, std::string rest);
  void upgrade_to_echo(const http_request& request, std::string head, std::string rest);
  /// Answers with the reason if not.
  bool may_upgrade(const http_request& request);
  http_response answer_to(const http_request& request) const;

  io_thread& home_;
  tcp_socket socket_;
  std::string address_;
  std::string in_;
  std::string out_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

} // namespace earshot::runtime
