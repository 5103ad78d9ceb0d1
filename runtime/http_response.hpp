// What an HTTP request is answered with. Pure.
#pragma once

#include "domain/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace earshot::runtime {

struct http_response {
  int status = 200;
  std::string type = "text/plain; charset=utf-8";
  std::string body = {};
  std::string headers = {};            ///< further ones, each ending in CRLF
  std::string_view cache = "no-store"; ///< Cache-Control
  /// Of a body that is sent piece by piece behind this; not given: `body` is all of it.
  std::optional<std::uint64_t> length = {};
  bool unknown_length = false; ///< the pieces say where it ends
};

/// The response as it goes over the wire; `head_only` leaves out the body, not its length.
std::string bytes_of(const http_response& r, bool head_only, bool keep_alive);

/// One piece of a body of unknown length; the last one is empty.
std::string chunk_of(std::string_view bytes);

/// A refusal of the domain as an RFC 9457 problem.
http_response problem(const error& why);

/// An RFC 9457 problem.
http_response problem(int status, std::string_view title, std::string_view detail);

} // namespace earshot::runtime
