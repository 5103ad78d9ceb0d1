// What a refusal is: one code of the wire's table, a sentence for a person, and where it applies
// the field it is about. `result<T>` carries either a value or that.
#pragma once

#include <boost/system/result.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>

namespace earshot {

/// The codes of docs/protocol.md, in its order. `protocol/error` gives each its text and `retry`.
enum class errc : std::uint8_t {
  bad_json,
  bad_message,
  unknown_type,
  unknown_op,
  missing_field,
  invalid_field,
  too_deep,
  unauthenticated,
  forbidden,
  not_found,
  conflict,
  already_exists,
  conversation_closed,
  feature_off,
  too_many_subscriptions,
  too_many_in_flight,
  rate_limited,
  overloaded,
  unavailable,
  internal,
};

struct error {
  errc code = errc::internal;
  std::string message;    ///< one sentence: what is wrong with which value, and what would be right
  std::string field = {}; ///< JSON pointer into the frame, e.g. "/args/text"; empty if none
  int after_ms = 0;       ///< a retry makes sense after this long; 0: not said
};

/// `result::value()` on an error is a bug of the caller.
[[noreturn]] inline void throw_exception_from_error(const error& e, const boost::source_location&) {
  throw std::logic_error(e.message);
}

template <class T>
using result = boost::system::result<T, error>;

} // namespace earshot
