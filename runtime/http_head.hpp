// The head of an HTTP request: bytes from anybody become fields, or nothing. Touches no socket.
#pragma once

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
  std::string subprotocols;
  std::string if_none_match;
  std::string fetch_site; ///< who asks, as browsers say it: "same-origin", "cross-site", …
  bool takes_gzip = false;
  bool upgrade = false; ///< asks for a WebSocket
  bool keep_alive = true;
  bool has_body = false;
};

/// nullopt if the bytes are no HTTP request head; any bytes are allowed.
std::optional<http_request> parse_head(std::string_view bytes);

/// True if a comma-separated header value has this token.
bool lists(std::string_view value, std::string_view token);

/// True if a browser on the page that sent this may talk to us: no `Origin`, our own, or an allowed
/// one.
bool origin_allowed(const http_request& r, const std::vector<std::string>& allowed);

} // namespace earshot::runtime
