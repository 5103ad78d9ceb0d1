// CRC-32C (Castagnoli, RFC 3720 section 12.1): tells a record that the disk changed from one it
// kept.
#pragma once

#include <cstdint>
#include <string_view>

namespace earshot::store {

/// The checksum of `bytes`; with `seed` = the checksum of what came before, that of both together.
std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed = 0);

} // namespace earshot::store
