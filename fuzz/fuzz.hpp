// What the fuzz targets share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace earshot::fuzz {

/// A finding, with or without assertions compiled in.
inline void require(bool holds) {
  if (!holds)
    std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

} // namespace earshot::fuzz
