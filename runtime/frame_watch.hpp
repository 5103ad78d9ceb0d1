// Follows the frames in the bytes of one peer, beside Beast, for what Beast does not tell: how many
// fragments were empty, and what a close frame is to be answered with. Pure: no socket, no clock.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace earshot::runtime {

class frame_watch {
public:
  /// The next bytes, in the order they came; a client's, so that every frame carries its mask.
  /// Returns how many frames of a fragmented message that ended in them were empty.
  std::size_t follow(std::string_view bytes);

  /// The code that the close frame read last must be answered with: 1002 for a code that nobody may
  /// send (RFC 6455, 7.4), 1007 for a reason that is no UTF-8 (8.1). 0: there is none such.
  std::uint16_t close_answer() const { return close_answer_; }

private:
  void on_head();
  void on_close();
  std::size_t head_size() const;

  std::array<unsigned char, 14> head_{}; // opcode, length, mask; its first `have_` bytes
  std::uint8_t have_ = 0;
  std::uint16_t close_answer_ = 0;
  std::uint64_t left_ = 0; // of the payload
  std::string close_;      // payload of a close frame, unmasked
};

/// True if `text`, valid UTF-8 otherwise, ends in the middle of a character.
bool ends_inside_a_character(std::string_view text);

} // namespace earshot::runtime
