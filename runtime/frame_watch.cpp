#include "runtime/frame_watch.hpp"

#include "runtime/utf8.hpp"

#include <algorithm>

namespace earshot::runtime {
namespace {

constexpr int continuation = 0;
constexpr int close = 8;
constexpr std::size_t mask_bytes = 4;

/// What a close frame must be answered with where Beast would say something else; else 0.
std::uint16_t answer_to(std::string_view payload) {
  constexpr int last_code = 4999; // RFC 6455, 7.4.2
  constexpr std::uint16_t protocol_error = 1002;
  constexpr std::uint16_t bad_payload = 1007;
  if (payload.size() < 2)
    return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(payload[i]); };
  if ((byte(0) << 8 | byte(1)) > last_code)
    return protocol_error;
  return is_utf8(payload.substr(2)) ? 0 : bad_payload;
}

} // namespace

std::size_t frame_watch::follow(std::string_view bytes) {
  std::size_t empty = 0;
  while (!bytes.empty()) {
    if (left_ > 0) {
      const auto some = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
      if ((head_[0] & 15) == close)
        close_.append(bytes.substr(0, some));
      left_ -= some;
      bytes.remove_prefix(some);
      if (left_ == 0)
        on_close();
      continue;
    }
    head_[have_++] = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    if (have_ < 2 || have_ < head_size())
      continue;
    on_head();
    const bool whole = head_[0] & 0x80;
    const int opcode = head_[0] & 15;
    empty += left_ == 0 && opcode < close && (!whole || opcode == continuation);
  }
  return empty;
}

std::size_t frame_watch::head_size() const {
  const int length = head_[1] & 127;
  return 2 + (length == 126 ? 2u : length == 127 ? 8u : 0u) + mask_bytes;
}

void frame_watch::on_head() {
  const std::size_t width = head_size() - 2 - mask_bytes;
  left_ = width == 0 ? head_[1] & 127u : 0;
  for (std::size_t i = 2; i < 2 + width; ++i)
    left_ = left_ << 8 | head_[i];
  std::copy_n(head_.begin() + 2 + static_cast<std::ptrdiff_t>(width), mask_bytes,
              head_.begin() + 2); // where `on_close` looks for it
  have_ = 0;
}

void frame_watch::on_close() {
  if ((head_[0] & 15) != close)
    return;
  for (std::size_t i = 0; i < close_.size(); ++i)
    close_[i] = static_cast<char>(close_[i] ^ head_[2 + i % mask_bytes]);
  close_answer_ = answer_to(close_);
  close_.clear();
}

bool ends_inside_a_character(std::string_view text) {
  std::size_t tail = 0;
  while (tail < text.size() && tail < 3) {
    const auto byte = static_cast<unsigned char>(text[text.size() - ++tail]);
    if (byte < 0x80)
      return false;
    if (byte >= 0xC0)
      return tail < (byte >= 0xF0 ? 4u : byte >= 0xE0 ? 3u : 2u);
  }
  return false;
}

} // namespace earshot::runtime
