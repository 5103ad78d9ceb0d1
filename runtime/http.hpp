// The HTTP side of the one port: health, readiness, metrics, and the door to the WebSocket. Reads
// one head at a time, bounded in bytes and time; a body, where there may be one, is left aside.
#pragma once

#include "runtime/http_head.hpp"
#include "runtime/http_response.hpp"
#include "runtime/http_rights.hpp"
#include "runtime/io_thread.hpp"
#include "runtime/peer_socket.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace earshot::runtime {

/// Whose export is asked for. REQUIRES: the path is that of `path::customer_export`.
std::string customer_in(const http_request& request);

class http_connection : public std::enable_shared_from_this<http_connection> {
public:
  http_connection(io_thread& home, peer_socket socket, std::string address);

  void start();
  void every_second(std::chrono::steady_clock::time_point now);
  void cut();

  // --- for those who answer one request by themselves; each keeps the connection alive
  // ------------------------------------------------------------------------------------

  io_thread& home() { return home_; }
  peer_socket& socket() { return socket_; }
  /// What has come behind the head and is not read yet.
  std::string& read_ahead() { return in_; }
  /// While something is looked for or made, no time runs out; then it starts anew, as it does
  /// whenever bytes have gone through.
  void wait(bool for_others) {
    busy_ = for_others;
    began_ = std::chrono::steady_clock::now();
  }
  void respond(const http_response& r, bool head_only, bool keep_alive);
  /// The answer has gone out: the next request may come, or the connection ends.
  void done(bool keep_alive);
  void note_failed_sign_in(std::string_view how);

private:
  void read_head();
  void on_head(std::size_t head_bytes);
  void skip_body(http_request request);
  void answer(const http_request& request);
  void note_refusal(const http_request& request, path row, const permission& may);
  /// True if somebody else answers it: a recording comes in or goes out, a period is exported.
  bool pass_on(const http_request& request);
  void hang_up();
  void forget_the_rest();
  void upgrade(const http_request& request, std::string head, std::string rest);
  void upgrade_to_echo(const http_request& request, std::string head, std::string rest);
  void refuse_upgrade(http_response r, bool head_only = false);
  /// Both answer with the reason if not.
  bool may_upgrade(const http_request& request);
  bool count_address();
  http_response answer_to(const http_request& request, path row, permission may);
  void export_customer(const http_request& request, identity who);

  io_thread& home_;
  peer_socket socket_;
  std::string address_;
  std::string in_;
  std::string out_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  bool busy_ = false; ///< an answer is being made: no time runs out
};

} // namespace earshot::runtime
