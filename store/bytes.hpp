// Numbers and texts as bytes: little-endian, whole numbers in groups of seven bits (varints, as in
// LEB128), signed ones folded (0, -1, 1, -2 … become 0, 1, 2, 3 …). The reader believes nothing.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace earshot::store {

/// Counts what a writer would write.
struct byte_count {
  std::size_t bytes = 0;
  void push_back(char) { ++bytes; }
  void append(std::string_view s) { bytes += s.size(); }
};

/// Appends to `Out`: a std::string or a byte_count.
template <class Out>
class byte_writer {
public:
  explicit byte_writer(Out& out) : out_{out} {}

  void byte(std::uint8_t b) { out_.push_back(static_cast<char>(b)); }

  void number(std::uint64_t n) {
    for (; n >= 0x80; n >>= 7)
      byte(static_cast<std::uint8_t>(n | 0x80));
    byte(static_cast<std::uint8_t>(n));
  }

  void signed_number(std::int64_t n) {
    number(static_cast<std::uint64_t>(n) << 1 ^ static_cast<std::uint64_t>(n >> 63));
  }

  void fixed64(std::uint64_t n) {
    for (int i = 0; i < 8; ++i, n >>= 8)
      byte(static_cast<std::uint8_t>(n));
  }

  void text(std::string_view s) {
    number(s.size());
    out_.append(s);
  }

private:
  Out& out_;
};

/// Reads from `bytes`, which must outlive it. The first thing that cannot be is remembered in
/// `fault`; from then on every read gives zero or nothing.
class byte_reader {
public:
  explicit byte_reader(std::string_view bytes) : rest_{bytes} {}

  /// What was wrong first, as a sentence's end ("ends too early"); empty while all is well.
  std::string_view fault() const { return fault_; }
  void fail(std::string_view why) {
    if (fault_.empty())
      fault_ = why;
    rest_ = {};
  }

  std::string_view rest() const { return rest_; }

  std::uint8_t byte() {
    if (rest_.empty()) {
      fail("ends too early");
      return 0;
    }
    auto b = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return b;
  }

  std::uint64_t number() {
    std::uint64_t n = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      std::uint64_t b = byte();
      if (shift == 63 && b > 1)
        break;
      n |= (b & 0x7F) << shift;
      if (b < 0x80)
        return n;
    }
    fail("has a number of more than 64 bits");
    return 0;
  }

  std::int64_t signed_number() {
    auto n = number();
    return static_cast<std::int64_t>(n >> 1 ^ (~(n & 1) + 1));
  }

  std::uint64_t fixed64() {
    std::uint64_t n = 0;
    for (int i = 0; i < 8; ++i)
      n |= std::uint64_t{byte()} << 8 * i;
    return n;
  }

  std::string_view text() {
    auto size = number();
    if (size > rest_.size()) {
      fail("has a text that is longer than the record");
      return {};
    }
    auto s = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return s;
  }

private:
  std::string_view rest_;
  std::string_view fault_;
};

} // namespace earshot::store
