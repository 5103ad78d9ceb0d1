// The one table of error codes and close codes: their names on the wire and whether to come back.
#pragma once

#include "domain/result.hpp"

#include <cstdint>
#include <string_view>

namespace earshot::protocol {

struct error_code_entry {
  errc code;
  std::string_view name;
  bool retry;     ///< the same frame may succeed later
  bool bad_frame; ///< counts towards the bad frames that end a session
};

const error_code_entry& entry_of(errc code);

/// RFC 6455 codes are in their own range; 40xx: come back and resume, 45xx: do not come back
/// unchanged.
enum class close_code : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  unsupported_data = 1003,
  internal = 4000,
  draining = 4001,
  heartbeat_missed = 4004,
  token_expired = 4005,
  slow_consumer = 4008,
  rate_limited = 4009,
  bad_request = 4500,
  unauthenticated = 4501,
  no_hello = 4502,
  forbidden = 4503,
  revoked = 4504,
  version = 4505,
};

std::string_view reason_of(close_code c);

} // namespace earshot::protocol
