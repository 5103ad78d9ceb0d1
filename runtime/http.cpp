#include "runtime/http.hpp"

#include "protocol/asyncapi.hpp"
#include "runtime/console.hpp"
#include "runtime/echo_session.hpp"
#include "runtime/period_export.hpp"
#include "runtime/recording_download.hpp"
#include "runtime/recording_paths.hpp"
#include "runtime/recording_upload.hpp"
#include "runtime/session.hpp"
#include "runtime/sign_in_paths.hpp"
#include "runtime/version.hpp"
#include "store/audit_chain.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/completion_condition.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>

namespace earshot::runtime {

namespace {

http_response readiness_of(const shared_state& shared) {
  if (shared.draining)
    return problem(503, "Draining", "the server is going away");
  if (!shared.ready)
    return problem(503, "Not ready", "the server is still reading its log");
  return {200, "text/plain; charset=utf-8", "ready\n", {}};
}

/// What is over a bound of the whole process, if anything is. New sessions go without before those
/// that are there do: they are refused at half of what makes commands `overloaded`.
const char* overload_of(const shared_state& shared) {
  const auto backlog = static_cast<std::uint64_t>(shared.options.log.log_backlog_bytes);
  if (shared.draining || !shared.ready)
    return "the server is not taking sessions now";
  if (shared.sessions.load(std::memory_order_relaxed) >= shared.options.limits.sessions)
    return "the server has all the sessions it takes";
  if (shared.env.log.backlog_bytes() > backlog / 2)
    return "the log is behind, and takes no further sessions until it has caught up";
  return nullptr;
}

} // namespace

http_connection::http_connection(io_thread& home, peer_socket socket, std::string address)
    : home_(home), socket_(std::move(socket)), address_(std::move(address)) {}

void http_connection::start() {
  home_.add(shared_from_this());
  if (!socket_.has_tls())
    return read_head();
  socket_.async_handshake([self = shared_from_this()](boost::system::error_code ec) {
    if (!ec)
      self->read_head();
  });
}

void http_connection::every_second(std::chrono::steady_clock::time_point now) {
  if (!busy_
      && now - began_ > std::chrono::milliseconds(home_.shared().options.limits.handshake_ms))
    cut();
}

void http_connection::cut() {
  boost::system::error_code ec;
  socket_.tcp().close(ec);
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
  if (pass_on(*request))
    return;
  const auto& limits = home_.shared().options.limits;
  const bool takes_body = is_sign_in_path(request->path);
  if (request->chunked
      || request->body_bytes > (takes_body ? static_cast<std::uint64_t>(limits.body_bytes) : 0))
    return respond(problem(413, "Content too large",
                           takes_body ? "send at most " + std::to_string(limits.body_bytes)
                                            + " bytes, with a Content-Length"
                                      : "this path takes no body"),
                   false, false);
  if (request->path == "/v1/socket") // GET is looked for there
    return upgrade(*request, std::move(head), std::move(in_));
  if (request->path == "/debug/echo" && home_.shared().options.debug.echo)
    return upgrade_to_echo(*request, std::move(head), std::move(in_));
  skip_body(std::move(*request));
}

bool http_connection::pass_on(const http_request& request) {
  const auto row = path_of(request);
  const bool recording = row == path::recording_put || row == path::recording_get;
  const bool period = row == path::seller_export || row == path::team_export;
  if ((!recording && !period) || (request.has_body() && row != path::recording_put)
      || (period && request.method == "HEAD"))
    return false;
  auto may = ask_permission(home_.shared(), request, *row);
  if (may.refused) {
    note_refusal(request, *row, may);
    respond(*may.refused, request.method == "HEAD", !request.has_body() && request.keep_alive);
  } else if (row == path::recording_put) {
    auto of = *conversation_of_recording(request.path);
    std::make_shared<recording_upload>(shared_from_this(), request, of)->start(*may.who);
  } else if (row == path::recording_get) {
    auto of = *conversation_of_recording(request.path);
    std::make_shared<recording_download>(shared_from_this(), request, of)->start(*may.who);
  } else {
    auto of = *exported_period(request.path);
    std::make_shared<period_export>(shared_from_this(), request, of)->start(*may.who);
  }
  return true;
}

void http_connection::skip_body(http_request request) {
  if (request.body_bytes == 0)
    return answer(request);
  const auto missing = request.body_bytes - std::min(request.body_bytes, in_.size());
  boost::asio::async_read(socket_, boost::asio::dynamic_buffer(in_),
                          boost::asio::transfer_exactly(missing),
                          [self = shared_from_this(), request = std::move(request)](
                              boost::system::error_code ec, std::size_t) {
                            if (ec)
                              return;
                            self->in_.erase(0, request.body_bytes);
                            self->answer(request);
                          });
}

void http_connection::answer(const http_request& request) {
  const bool head_only = request.method == "HEAD";
  const auto row = path_of(request);
  if (!row) {
    auto r = not_here(request);
    const bool again = r.status == 404 && request.keep_alive;
    return respond(std::move(r), head_only, again);
  }
  auto may = ask_permission(home_.shared(), request, *row);
  if (may.refused) {
    note_refusal(request, *row, may);
    return respond(*may.refused, head_only, request.keep_alive);
  }
  if (*row == path::customer_export && !head_only)
    return export_customer(request, std::move(*may.who));
  respond(answer_to(request, *row, std::move(may)), head_only, request.keep_alive);
}

http_response http_connection::answer_to(const http_request& request, path row, permission may) {
  shared_state& shared = home_.shared();
  switch (row) {
  case path::healthz: return {200, "text/plain; charset=utf-8", "ok\n", {}};
  case path::readyz: return readiness_of(shared);
  case path::metrics:
    return {200, "text/plain; version=0.0.4; charset=utf-8", shared.metrics_text(), {}};
  case path::asyncapi: return {200, "application/json", protocol::asyncapi(version()), {}};
  case path::ticket: return ticket_for(shared, std::move(*may.who), may.token);
  case path::login: return login(shared, request, *may.who, may.token);
  case path::logout: return logout(shared, request);
  case path::people:
  case path::console:
    if (auto page = console_answer(request, shared.options))
      return std::move(*page);
    break;
  case path::socket:
  case path::echo:
  case path::recording_put:
  case path::recording_get:
  case path::seller_export:
  case path::team_export:
  case path::customer_export: break; // not by HEAD, or switched off
  }
  return problem(404, "Not found", "nothing is at " + request.path);
}

bool http_connection::may_upgrade(const http_request& request) {
  shared_state& shared = home_.shared();
  const bool head_only = request.method == "HEAD";
  std::optional<http_response> refused;
  if (request.method != "GET" && !head_only) {
    refused = not_here(request);
  } else if (!request.upgrade || head_only) {
    refused = problem(426, "Upgrade required", "this path speaks WebSocket only");
    refused->headers = "Upgrade: websocket\r\n";
  } else if (auto why = overload_of(shared)) {
    refused = problem(503, "Unavailable", why);
    refused->headers = "Retry-After: 1\r\n";
  } else if (!origin_allowed(request, shared.options.server.allowed_origins)) {
    refused = problem(403, "Origin not allowed",
                      "'" + request.origin + "' is not on server.allowed_origins");
  }
  if (refused)
    refuse_upgrade(std::move(*refused), head_only);
  return !refused;
}

void http_connection::refuse_upgrade(http_response r, bool head_only) {
  home_.count().refused.add();
  respond(std::move(r), head_only, false);
}

bool http_connection::count_address() {
  const int most = home_.shared().options.limits.sessions_per_address;
  if (home_.shared().addresses.enter(address_, most))
    return true;
  auto refused = problem(429, "Too many sessions",
                         "this address has " + std::to_string(most) + " sessions already");
  refused.headers = "Retry-After: 5\r\n";
  refuse_upgrade(std::move(refused));
  return false;
}

void http_connection::upgrade_to_echo(const http_request& request, std::string head,
                                      std::string rest) {
  if (!may_upgrade(request) || !count_address())
    return;
  auto echo = std::make_shared<echo_session>(home_, address_);
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
  auto known = who_asks(shared, request);
  if (!known) {
    note_failed_sign_in("upgrade");
    return refuse_upgrade(unauthenticated(known.error()));
  }
  if (!count_address())
    return;
  auto s = std::make_shared<session>(home_, std::move(*known), address_);
  home_.add(s);
  websocket_options options;
  options.message_bytes_max = static_cast<std::size_t>(shared.options.limits.frame_bytes);
  s->start(websocket::accept(std::move(socket_), std::move(head), std::move(rest),
                             std::string(protocol::subprotocol), options, s));
}

void http_connection::respond(const http_response& r, bool head_only, bool keep_alive) {
  out_ = bytes_of(r, head_only, keep_alive);
  boost::asio::async_write(
      socket_, boost::asio::buffer(out_),
      [self = shared_from_this(), keep_alive](boost::system::error_code ec, std::size_t) {
        if (!ec)
          self->done(keep_alive);
      });
}

void http_connection::done(bool keep_alive) {
  wait(false);
  keep_alive ? read_head() : hang_up();
}

void http_connection::note_refusal(const http_request& request, path row, const permission& may) {
  if (may.refused->status == 401)
    return note_failed_sign_in(right_of(row).name); // not the path: it may name a customer
  if (!may.who)
    return;
  auto& log = home_.shared().env;
  std::string on;
  if (row == path::customer_export)
    on = store::on_customer(log.log.identity(), customer_in(request));
  log.audit.refused({wall_clock(), may.who->user, act::refused, std::move(on),
                     std::string(right_of(row).name) + ": forbidden"});
}

void http_connection::note_failed_sign_in(std::string_view how) {
  home_.shared().env.audit.refused({wall_clock(),
                                    {},
                                    act::refused,
                                    "address/" + address_,
                                    std::string(how) + ": unauthenticated"});
}

void http_connection::hang_up() {
  if (socket_.has_tls())
    return socket_.async_shutdown([self = shared_from_this()](boost::system::error_code) {});
  boost::system::error_code ec;
  socket_.tcp().shutdown(tcp_socket::shutdown_send, ec);
  forget_the_rest();
}

void http_connection::forget_the_rest() {
  // Bytes nobody has read would make the kernel send a reset, which may overtake the answer.
  in_.resize(512);
  socket_.async_read_some(boost::asio::buffer(in_),
                          [self = shared_from_this()](boost::system::error_code ec, std::size_t) {
                            if (!ec)
                              self->forget_the_rest();
                          });
}

} // namespace earshot::runtime
