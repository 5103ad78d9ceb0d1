// The head of an HTTP request: bytes from anybody become fields, or nothing. Touches no socket.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::runtime {

/// The head of a request, as far as it matters here.
struct http_request {
  std::string method;
  std::string path; ///< without the query
  std::string host;
  std::string origin;
  std::string authorization;
  std::string cookie;
  std::string subprotocols;
  std::string if_none_match;
  std::string fetch_site; ///< who asks, as browsers say it: "same-origin", "cross-site", …
  bool takes_gzip = false;
  bool upgrade = false; ///< asks for a WebSocket
  bool keep_alive = true;
  bool chunked = false; ///< the body says itself where it ends
  std::uint64_t body_bytes = 0;

  bool has_body() const { return chunked || body_bytes > 0; }
};

/// nullopt if the bytes are no HTTP request head; any bytes are allowed.
std::optional<http_request> parse_head(std::string_view bytes);

/// True if a comma-separated header value has this token.
bool lists(std::string_view value, std::string_view token);

/// What stands behind this scheme in the Authorization header; empty if that is of another kind.
std::string_view credentials(const http_request& r, std::string_view scheme);

/// What stands behind "Bearer".
std::string_view bearer_token(const http_request& r);

/// The value of a cookie; empty if there is none of that name.
std::string_view cookie_of(const http_request& r, std::string_view name);

/// True if the page that asks is the server's own.
bool own_origin(const http_request& r);

/// True if a browser on the page that sent this may talk to us: no `Origin`, our own, or an allowed
/// one.
bool origin_allowed(const http_request& r, const std::vector<std::string>& allowed);

} // namespace earshot::runtime
