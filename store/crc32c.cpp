#include "store/crc32c.hpp"

#include <array>

namespace earshot::store {

namespace {

using table = std::array<std::uint32_t, 256>;

// tables[k][b]: the effect of byte b, k bytes before the end of a group of eight ("slicing by 8").
constexpr std::array<table, 8> make_tables() {
  constexpr std::uint32_t reversed_polynomial = 0x82F63B78;
  std::array<table, 8> t{};
  for (std::uint32_t b = 0; b < 256; ++b) {
    auto crc = b;
    for (int bit = 0; bit < 8; ++bit)
      crc = crc >> 1 ^ (crc & 1 ? reversed_polynomial : 0);
    t[0][b] = crc;
  }
  for (std::size_t k = 1; k < 8; ++k)
    for (std::size_t b = 0; b < 256; ++b)
      t[k][b] = t[k - 1][b] >> 8 ^ t[0][t[k - 1][b] & 0xFF];
  return t;
}

constexpr auto tables = make_tables();

constexpr std::uint32_t byte_at(std::string_view s, std::size_t i) {
  return static_cast<unsigned char>(s[i]);
}

} // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t seed) {
  auto crc = ~seed;
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    crc ^= byte_at(bytes, 0) | byte_at(bytes, 1) << 8 | byte_at(bytes, 2) << 16
           | byte_at(bytes, 3) << 24;
    crc = tables[7][crc & 0xFF] ^ tables[6][crc >> 8 & 0xFF] ^ tables[5][crc >> 16 & 0xFF]
          ^ tables[4][crc >> 24] ^ tables[3][byte_at(bytes, 4)] ^ tables[2][byte_at(bytes, 5)]
          ^ tables[1][byte_at(bytes, 6)] ^ tables[0][byte_at(bytes, 7)];
  }
  for (std::size_t i = 0; i < bytes.size(); ++i)
    crc = crc >> 8 ^ tables[0][(crc ^ byte_at(bytes, i)) & 0xFF];
  return ~crc;
}

} // namespace earshot::store
