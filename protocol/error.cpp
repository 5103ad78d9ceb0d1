#include "protocol/error.hpp"

#include <array>

namespace earshot::protocol {

const error_code_entry& entry_of(errc code) {
  using enum errc;
  static constexpr std::array<error_code_entry, 20> table{{
      {bad_json, "bad_json", false, true},
      {bad_message, "bad_message", false, true},
      {unknown_type, "unknown_type", false, true},
      {unknown_op, "unknown_op", false, true},
      {missing_field, "missing_field", false, true},
      {invalid_field, "invalid_field", false, true},
      {too_deep, "too_deep", false, true},
      {unauthenticated, "unauthenticated", false, false},
      {forbidden, "forbidden", false, false},
      {not_found, "not_found", false, false},
      {conflict, "conflict", false, false},
      {already_exists, "already_exists", false, false},
      {conversation_closed, "conversation_closed", false, false},
      {feature_off, "feature_off", false, false},
      {too_many_subscriptions, "too_many_subscriptions", false, false},
      {too_many_in_flight, "too_many_in_flight", true, false},
      {rate_limited, "rate_limited", true, false},
      {overloaded, "overloaded", true, false},
      {unavailable, "unavailable", true, false},
      {internal, "internal", true, false},
  }};
  return table[static_cast<std::size_t>(code)];
}

std::string_view reason_of(close_code c) {
  switch (c) {
  case close_code::normal: return "bye";
  case close_code::going_away: return "the server is going away, come back and resume";
  case close_code::unsupported_data: return "only text frames are understood";
  case close_code::internal: return "internal error, come back and resume";
  case close_code::draining: return "the server is draining, come back and resume";
  case close_code::heartbeat_missed: return "no answer to a ping in time";
  case close_code::token_expired: return "the token has expired, sign in again";
  case close_code::slow_consumer: return "the client reads too slowly";
  case close_code::rate_limited: return "too much from this client, come back later";
  case close_code::bad_request: return "too many bad frames";
  case close_code::unauthenticated: return "the token is not accepted";
  case close_code::no_hello: return "the first frame must be hello, in time";
  case close_code::forbidden: return "not allowed";
  case close_code::revoked: return "access was taken away";
  case close_code::version: return "this protocol version is not spoken here";
  }
  return "";
}

} // namespace earshot::protocol
