#include "runtime/http_response.hpp"

#include "protocol/json_writer.hpp"

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

std::string bytes_of(const http_response& r, bool head_only, bool keep_alive) {
  // Of 304 it would be that of the answer that is not sent.
  auto length = r.status == 304 || r.unknown_length
                    ? std::string()
                    : fmt::format("Content-Length: {}\r\n", r.length.value_or(r.body.size()));
  std::string out = fmt::format("HTTP/1.1 {} {}\r\nServer: earshot\r\nContent-Type: {}\r\n"
                                "{}X-Content-Type-Options: nosniff\r\n"
                                "Cache-Control: {}\r\n{}{}\r\n",
                                r.status, reason_phrase(r.status), r.type, length, r.cache,
                                r.headers, keep_alive ? "" : "Connection: close\r\n");
  if (!head_only)
    out += r.body;
  return out;
}

std::string chunk_of(std::string_view bytes) {
  return fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes);
}

http_response problem(const error& why) {
  switch (why.code) {
  case errc::invalid_field: return problem(400, "Bad request", why.message);
  case errc::unauthenticated: return problem(401, "Unauthenticated", why.message);
  case errc::forbidden: return problem(403, "Forbidden", why.message);
  case errc::not_found: return problem(404, "Not found", why.message);
  case errc::conflict: return problem(409, "Conflict", why.message);
  default: break;
  }
  auto later = problem(503, "Unavailable", why.message);
  later.headers = "Retry-After: 5\r\n";
  return later;
}

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

} // namespace earshot::runtime
