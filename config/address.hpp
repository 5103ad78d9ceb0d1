// HOST:PORT as a person writes it.
#pragma once

#include "domain/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace earshot::config {

struct address {
  std::string host;       ///< a name or a number; IPv6 without its brackets
  std::uint16_t port = 0; ///< 0: any free one
};

/// Reads "127.0.0.1:8080", "localhost:0" or "[::1]:8080". The error says what is missing.
result<address> parse_address(std::string_view text);

/// True if only programs on this machine can reach it: localhost, 127.0.0.0/8, ::1.
bool is_loopback(const address& a);

} // namespace earshot::config
