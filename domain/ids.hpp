// Names of things. An id is a string of 1 to 128 visible ASCII characters without '/', so that it
// can stand in a stream name; what it identifies is in the alias, the rule is the same for all.
#pragma once

#include <string>
#include <string_view>

namespace earshot {

using conversation_id = std::string;
using queue_id = std::string;
using user_id = std::string;
using customer_id = std::string;
using team_id = std::string;

inline constexpr std::size_t id_bytes_max = 128;

/// True if `s` may be an id: 1..128 visible ASCII characters (0x21..0x7E), none of them '/'.
constexpr bool is_id(std::string_view s) {
  if (s.empty() || s.size() > id_bytes_max)
    return false;
  for (char c : s)
    if (c < 0x21 || c > 0x7E || c == '/')
      return false;
  return true;
}

} // namespace earshot
