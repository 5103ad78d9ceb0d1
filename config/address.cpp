#include "config/address.hpp"

#include <algorithm>
#include <charconv>

namespace earshot::config {
namespace {

error wrong(std::string message) { return {errc::invalid_field, std::move(message)}; }

/// Four numbers of 0..255 with dots between them, the first one 127.
bool is_ipv4_loopback(std::string_view host) {
  int numbers[4];
  const char* at = host.data();
  const char* end = at + host.size();
  for (int i = 0; i < 4; ++i) {
    auto [next, failed] = std::from_chars(at, end, numbers[i]);
    if (failed != std::errc{} || numbers[i] < 0 || numbers[i] > 255)
      return false;
    bool last = i == 3;
    if (last ? next != end : next == end || *next != '.')
      return false;
    at = next + 1;
  }
  return numbers[0] == 127;
}

bool is_host(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return c > ' ' && c < 0x7F && c != '/' && c != '[' && c != ']';
  });
}

} // namespace

result<address> parse_address(std::string_view text) {
  auto colon = text.rfind(':');
  if (colon == text.npos)
    return wrong("HOST:PORT is wanted, such as 127.0.0.1:8080; there is no port");
  std::string_view host = text.substr(0, colon);
  std::string_view digits = text.substr(colon + 1);
  bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed)
    host = host.substr(1, host.size() - 2);
  else if (host.find(':') != host.npos)
    return wrong("an IPv6 address stands in brackets, such as [::1]:8080");
  if (host.empty())
    return wrong("the host is missing; 0.0.0.0" + std::string(text) + " takes every IPv4 address");
  if (!is_host(host))
    return wrong("HOST:PORT is wanted, such as 127.0.0.1:8080");
  unsigned port = 0;
  auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (failed != std::errc{} || end != digits.data() + digits.size() || port > 65535)
    return wrong("the port is a number of 0 to 65535, not \"" + std::string(digits) + "\"");
  return address{std::string(host), static_cast<std::uint16_t>(port)};
}

bool is_loopback(const address& a) {
  return a.host == "localhost" || a.host == "::1" || is_ipv4_loopback(a.host);
}

} // namespace earshot::config
