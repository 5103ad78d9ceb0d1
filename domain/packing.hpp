// Numbers and texts in as few bytes as they need, for what is kept a million times.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace earshot {

/// Seven bits a byte, the lowest first; the top bit says that more follow.
inline void put_number(std::string& out, std::uint64_t n) {
  for (; n >= 0x80; n >>= 7)
    out += static_cast<char>(n | 0x80);
  out += static_cast<char>(n);
}

inline void put_text(std::string& out, std::string_view s) {
  put_number(out, s.size());
  out += s;
}

/// A score of four decimals, -1..1, in two bytes.
class packed_score {
public:
  packed_score() = default;
  explicit packed_score(double score)
      : ten_thousandths_(static_cast<std::int16_t>(std::lround(score * 10000))) {}
  double value() const { return ten_thousandths_ / 10000.0; }

private:
  std::int16_t ten_thousandths_ = 0;
};

/// Reads what was put, in the same order. Past the end: zeros and empty texts.
class unpacker {
public:
  explicit unpacker(std::string_view packed) : rest_(packed) {}

  std::uint64_t number() {
    std::uint64_t n = 0;
    for (int shift = 0; !rest_.empty() && shift < 64; shift += 7) {
      auto byte = static_cast<std::uint8_t>(rest_.front());
      rest_.remove_prefix(1);
      n |= std::uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80)
        break;
    }
    return n;
  }

  std::string_view text() {
    auto bytes = number();
    auto s = rest_.substr(0, bytes);
    rest_.remove_prefix(s.size());
    return s;
  }

  std::string_view rest() const { return rest_; }

private:
  std::string_view rest_;
};

} // namespace earshot
