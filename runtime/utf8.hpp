// Whether bytes are a text at all.
#pragma once

#include <utf8proc.h>

#include <string>
#include <string_view>

namespace earshot::runtime {

/// As RFC 3629 has it: no overlong forms, no surrogates.
inline bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    utf8proc_int32_t character = 0;
    const auto taken = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                        static_cast<utf8proc_ssize_t>(text.size()), &character);
    if (taken < 1)
      return false;
    text.remove_prefix(static_cast<std::size_t>(taken));
  }
  return true;
}

/// `text` with U+FFFD for every byte that is no part of a character.
inline std::string repaired_utf8(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    utf8proc_int32_t character = 0;
    const auto taken = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                        static_cast<utf8proc_ssize_t>(text.size()), &character);
    const auto size = static_cast<std::size_t>(taken < 1 ? 1 : taken);
    out += taken < 1 ? std::string_view{"\xEF\xBF\xBD"} : text.substr(0, size);
    text.remove_prefix(size);
  }
  return out;
}

} // namespace earshot::runtime
