#include "runtime/load/json_slice.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace earshot::load {
namespace {

constexpr auto npos = std::string_view::npos;

/// The place after the string that opens at `at`.
std::size_t after_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      return at + 1;
  }
  return npos;
}

/// The place after the value that starts at `at`.
std::size_t after_value(std::string_view text, std::size_t at) {
  for (int depth = 0; at < text.size();) {
    switch (text[at]) {
    case '"': at = after_string(text, at); break;
    case '{':
    case '[': ++depth, ++at; break;
    case '}':
    case ']':
      if (depth == 0)
        return at;
      --depth, ++at;
      break;
    case ',':
      if (depth == 0)
        return at;
      [[fallthrough]];
    default: ++at;
    }
  }
  return npos;
}

} // namespace

json_slice::json_slice(std::string_view text) {
  auto at = text.find('{');
  while (at != npos && size_ < members_.size()) {
    const auto key = text.find('"', at);
    const auto key_end = key == npos ? npos : after_string(text, key);
    if (key_end == npos || key_end >= text.size() || text[key_end] != ':')
      return;
    at = after_value(text, key_end + 1);
    if (at == npos)
      return;
    members_[size_++] = {text.substr(key + 1, key_end - key - 2),
                         text.substr(key_end + 1, at - key_end - 1)};
    if (text[at] != ',')
      return;
  }
}

std::string_view json_slice::raw(std::string_view key) const {
  for (std::size_t i = 0; i < size_; ++i)
    if (members_[i].key == key)
      return members_[i].value;
  return {};
}

std::string_view json_slice::word(std::string_view key) const {
  const auto value = raw(key);
  return value.size() >= 2 && value.front() == '"' ? value.substr(1, value.size() - 2)
                                                   : std::string_view();
}

std::string json_slice::text(std::string_view key) const {
  const auto plain = word(key);
  if (plain.find('\\') == npos)
    return std::string(plain);
  const auto parsed = nlohmann::json::parse(raw(key), nullptr, /*allow_exceptions=*/false);
  return parsed.is_string() ? parsed.get<std::string>() : std::string();
}

std::uint64_t json_slice::number(std::string_view key) const {
  auto value = raw(key);
  if (value.starts_with('"'))
    value = word(key);
  std::uint64_t n = 0;
  std::from_chars(value.data(), value.data() + value.size(), n);
  return n;
}

} // namespace earshot::load
