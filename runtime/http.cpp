#include "runtime/http.hpp"

#include "protocol/json_writer.hpp"
#include "runtime/console.hpp"
#include "runtime/echo_session.hpp"
#include "runtime/session.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/status.hpp>
#include <fmt/format.h>

namespace earshot::runtime {

namespace http = boost::beast::http;

namespace {

std::string_view reason_phrase(int status) {
  auto text = http::obsolete_reason(static_cast<http::status>(status));
  return {text.data(), text.size()};
}

} // namespace

http_response problem(int status, std::string_view title, std::string_view detail) {
  http_response r{status, "application/problem+json", {}, {}};
  protocol::json_writer(r.body)
      .open_object()
      .key("type")
      .text("about:blank")
      .key("title")
      .text(title)
      .key("status")
      .number(status)
      .key("detail")
      .text(detail)
      .close_object();
  return r;
}

http_connection::http_connection(io_thread& home, tcp_socket socket, std::string address)
    : home_(home), socket_(std::move(socket)), address_(std::move(address)) {}

void http_connection::start() {
  home_.add(shared_from_this());
  read_head();
}

void http_connection::every_second(std::chrono::steady_clock::time_point now) {
  if (now - began_ > std::chrono::milliseconds(home_.shared().options.limits.handshake_ms))
    cut();
}

void http_connection::cut() {
  boost::system::error_code ec;
  socket_.close(ec);
}

void http_connection::read_head() {
  auto head_max = static_cast<std::size_t>(home_.shared().options.limits.head_bytes);
  boost::asio::async_read_until(
      socket_, boost::asio::dynamic_buffer(in_, head_max), "\r\n\r\n",
      [self = shared_from_this()](boost::system::error_code ec, std::size_t bytes) {
        if (ec == boost::asio::error::not_found)
          self->respond(problem(431, "Request header fields too large",
                                "send less than " + std::to_string(self->in_.size()) + " bytes"),
                        false, false);
        else if (!ec)
          self->on_head(bytes);
      });
}

void http_connection::on_head(std::size_t head_bytes) {
  std::string head = in_.substr(0, head_bytes);
  in_.erase(0, head_bytes);
  auto request = parse_head(head);
  if (!request)
    return respond(problem(400, "Bad request", "this is no HTTP request"), false, false);
  if (request->has_body)
    return respond(problem(413, "Content too large", "no path here takes a body"), false, false);
  if (request->path == "/v1/socket")
    return upgrade(*request, std::move(head), std::move(in_));
  if (request->path == "/debug/echo" && home_.shared().options.debug.echo)
    return upgrade_to_echo(*request, std::move(head), std::move(in_));
  bool head_only = request->method == "HEAD";
  if (!head_only && request->method != "GET") {
    auto refused = problem(405, "Method not allowed", "only GET and HEAD are understood here");
    refused.headers = "Allow: GET, HEAD\r\n";
    return respond(std::move(refused), false, false);
  }
  respond(answer_to(*request), head_only, request->keep_alive);
}

http_response http_connection::answer_to(const http_request& request) const {
  shared_state& shared = home_.shared();
  if (request.path == "/healthz")
    return {200, "text/plain; charset=utf-8", "ok\n", {}};
  if (request.path == "/readyz") {
    if (shared.draining)
      return problem(503, "Draining", "the server is going away");
    if (!shared.ready)
      return problem(503, "Not ready", "the server is still reading its log");
    return {200, "text/plain; charset=utf-8", "ready\n", {}};
  }
  if (request.path == "/metrics")
    return {200, "text/plain; version=0.0.4; charset=utf-8", shared.metrics_text(), {}};
  if (auto page = console_answer(request, shared.options))
    return std::move(*page);
  return problem(404, "Not found", "nothing is at " + request.path);
}

bool http_connection::may_upgrade(const http_request& request) {
  shared_state& shared = home_.shared();
  std::optional<http_response> refused;
  if (!request.upgrade || request.method != "GET")
    refused = problem(426, "Upgrade required", "this path speaks WebSocket only");
  else if (shared.draining || !shared.ready)
    refused = problem(503, "Unavailable", "the server is not taking sessions now");
  else if (shared.sessions.load(std::memory_order_relaxed) >= shared.options.limits.sessions)
    refused = problem(503, "Full", "the server has all the sessions it takes");
  else if (!origin_allowed(request, shared.options.server.allowed_origins))
    refused = problem(403, "Origin not allowed",
                      "'" + request.origin + "' is not on server.allowed_origins");
  if (refused)
    respond(std::move(*refused), false, false);
  return !refused;
}

void http_connection::upgrade_to_echo(const http_request& request, std::string head,
                                      std::string rest) {
  if (!may_upgrade(request))
    return;
  auto echo = std::make_shared<echo_session>(home_);
  home_.add(echo);
  websocket_options options;
  options.message_bytes_max = echo_session::message_bytes_max;
  options.buffer_bytes = 64 * 1024;
  echo->start(
      websocket::accept(std::move(socket_), std::move(head), std::move(rest), {}, options, echo));
}

void http_connection::upgrade(const http_request& request, std::string head, std::string rest) {
  shared_state& shared = home_.shared();
  if (!may_upgrade(request))
    return;
  if (!lists(request.subprotocols, protocol::subprotocol))
    return respond(problem(400, "No common subprotocol",
                           "offer the subprotocol earshot.v1 in Sec-WebSocket-Protocol"),
                   false, false);
  std::optional<identity> known;
  if (!request.authorization.empty()) {
    constexpr std::string_view scheme = "Bearer ";
    auto token = std::string_view(request.authorization);
    bool bearer = boost::beast::iequals(token.substr(0, scheme.size()), scheme);
    auto who = shared.verifier.verify(bearer ? token.substr(scheme.size()) : "", wall_clock());
    if (!who) {
      shared.env.audit.refused(
          {wall_clock(), {}, act::refused, "address/" + address_, "upgrade: unauthenticated"});
      auto refused = problem(401, "Unauthenticated", who.error().message);
      refused.headers = "WWW-Authenticate: Bearer\r\n";
      return respond(std::move(refused), false, false);
    }
    known = std::move(*who);
  }
  int limit = shared.options.limits.sessions_per_address;
  if (!shared.addresses.enter(address_, limit))
    return respond(
        problem(429, "Too many sessions",
                "your address has all the sessions it may have, " + std::to_string(limit)),
        false, false);
  auto s = std::make_shared<session>(home_, std::move(known), address_);
  home_.add(s);
  websocket_options options;
  options.message_bytes_max = static_cast<std::size_t>(shared.options.limits.frame_bytes);
  s->start(websocket::accept(std::move(socket_), std::move(head), std::move(rest),
                             std::string(protocol::subprotocol), options, s));
}

void http_connection::respond(http_response r, bool head_only, bool keep_alive) {
  bool has_length = r.status != 304; // it would be that of the answer that is not sent
  auto length = has_length ? fmt::format("Content-Length: {}\r\n", r.body.size()) : std::string();
  out_ = fmt::format("HTTP/1.1 {} {}\r\nServer: earshot\r\nContent-Type: {}\r\n"
                     "{}X-Content-Type-Options: nosniff\r\n"
                     "Cache-Control: {}\r\n{}{}\r\n",
                     r.status, reason_phrase(r.status), r.type, length, r.cache, r.headers,
                     keep_alive ? "" : "Connection: close\r\n");
  if (!head_only)
    out_ += r.body;
  boost::asio::async_write(
      socket_, boost::asio::buffer(out_),
      [self = shared_from_this(), keep_alive](boost::system::error_code ec, std::size_t) {
        if (ec)
          return;
        if (keep_alive) {
          self->began_ = std::chrono::steady_clock::now();
          return self->read_head();
        }
        self->socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ec);
      });
}

} // namespace earshot::runtime
