#include "runtime/import/plain_text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace earshot::imports {

namespace {

/// Of pairs of bytes, the higher one at `high` (0 or 1).
std::string from_utf16(std::string_view bytes, std::size_t high) {
  constexpr std::int32_t replacement = 0xFFFD;
  auto unit = [&](std::size_t i) {
    auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    return static_cast<std::int32_t>(byte(i + high) << 8 | byte(i + 1 - high));
  };
  std::string out;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    std::int32_t c = unit(i);
    if (c >= 0xD800 && c < 0xE000) {
      bool pair = c < 0xDC00 && i + 3 < bytes.size() && (unit(i + 2) & 0xFC00) == 0xDC00;
      c = pair ? 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00) : replacement;
      i += pair ? 2 : 0;
    }
    utf8proc_uint8_t buffer[4];
    auto count = utf8proc_encode_char(c, buffer);
    out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(count));
  }
  return out;
}

} // namespace

std::string plain_text(std::string bytes) {
  std::string_view all = bytes;
  if (all.starts_with("\xFF\xFE"))
    bytes = from_utf16(all.substr(2), 1);
  else if (all.starts_with("\xFE\xFF"))
    bytes = from_utf16(all.substr(2), 0);
  else if (all.starts_with("\xEF\xBB\xBF"))
    bytes.erase(0, 3);
  if (bytes.find('\n') == bytes.npos)
    std::replace(bytes.begin(), bytes.end(), '\r', '\n');
  return bytes;
}

} // namespace earshot::imports
