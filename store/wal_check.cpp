#include "store/wal_check.hpp"

#include "store/sync_aside.hpp"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <optional>
#include <vector>

namespace earshot::store {

namespace {

constexpr std::size_t header_bytes = 32;
constexpr std::size_t frame_header_bytes = 24;
constexpr std::uint32_t magic = 0x377F0682; // its last bit: checksums read words as big-endian
constexpr std::size_t usual_page_bytes = 4096;

/// Commits that have to follow a frame that does not fit: its own, and those written meanwhile, may
/// be whole at their ends though the power went before any was on disk.
constexpr int commits_behind_damage = unsynced_max + 1;

std::uint32_t number_at(const char* bytes) {
  std::uint32_t n = 0;
  for (int i = 0; i < 4; ++i)
    n = n << 8 | static_cast<unsigned char>(bytes[i]);
  return n;
}

struct checksum {
  std::uint32_t a = 0, b = 0;

  friend bool operator==(const checksum&, const checksum&) = default;
};

checksum checksum_at(const char* bytes) { return {number_at(bytes), number_at(bytes + 4)}; }

/// REQUIRES: `size` is a multiple of eight.
checksum go_on(checksum sum, const char* bytes, std::size_t size, bool big_endian) {
  for (std::size_t i = 0; i < size; i += 8) {
    auto word = [&](std::size_t at) {
      auto n = number_at(bytes + at);
      return big_endian ? n : __builtin_bswap32(n);
    };
    sum.a += word(i) + sum.b;
    sum.b += word(i + 4) + sum.a;
  }
  return sum;
}

/// Reads the file frame by frame; each is judged by the checksum that stands in the one before.
class wal_reader {
public:
  explicit wal_reader(const std::string& file) : in_(file, std::ios::binary) {
    std::vector<char> head(header_bytes);
    if (!in_.read(head.data(), header_bytes))
      return;
    std::uint32_t kind = number_at(head.data());
    page_bytes_ = number_at(head.data() + 8);
    big_endian_ = (kind & 1) != 0;
    before_ = checksum_at(head.data() + 24);
    fits_ = (kind & ~1u) == magic && go_on({}, head.data(), 24, big_endian_) == before_;
    if (!fits_) { // frames are as this build writes them then, and still have its salts
      page_bytes_ = usual_page_bytes;
      big_endian_ = false;
    }
    frame_.resize(frame_header_bytes + page_bytes_);
    salts_ = {head.begin() + 16, head.begin() + 24}; // frames of an older round have others
    read_ = true;
  }

  /// A header stood in the file.
  bool begun() const { return read_; }
  /// What was read last is as it was written: the header, then each frame.
  bool fits() const { return fits_; }
  bool ends_commit() const { return fits_ && number_at(frame_.data() + 4) != 0; }
  std::uint64_t frame() const { return frame_number_; }
  std::uint64_t byte() const { return at_; }

  /// False at the end.
  bool next() {
    at_ = frame_number_ == 0 ? header_bytes : at_ + frame_.size();
    if (!in_.read(frame_.data(), static_cast<std::streamsize>(frame_.size())))
      return false;
    ++frame_number_;
    auto sum = go_on(before_, frame_.data(), 8, big_endian_);
    sum = go_on(sum, frame_.data() + frame_header_bytes, page_bytes_, big_endian_);
    before_ = checksum_at(frame_.data() + 16);
    fits_ = sum == before_ && salts_ == std::vector<char>(frame_.begin() + 8, frame_.begin() + 16);
    return true;
  }

private:
  std::ifstream in_;
  std::vector<char> frame_, salts_;
  std::size_t page_bytes_ = 0;
  bool big_endian_ = false, read_ = false, fits_ = false;
  checksum before_;
  std::uint64_t at_ = 0, frame_number_ = 0;
};

} // namespace

result<void> check_wal(const std::string& file) {
  wal_reader wal(file);
  if (!wal.begun())
    return {};
  std::optional<std::string> broken;
  if (!wal.fits())
    broken = "its header, byte 0";
  int commits = 0;
  while (wal.next()) {
    if (!broken && !wal.fits())
      broken = "frame " + std::to_string(wal.frame()) + ", byte " + std::to_string(wal.byte());
    if (broken && wal.ends_commit() && ++commits == commits_behind_damage)
      return error{errc::internal, "the write-ahead log " + file + " is damaged at " + *broken
                                       + ": whole commits follow it"};
  }
  return {};
}

} // namespace earshot::store
