// What HTTP says about recordings, as values: which conversation a path is about, what kind of
// sound bytes are, which of them a player asks for. Pure.
#pragma once

#include "domain/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace earshot::runtime {

/// The conversation in /v1/conversations/ID/recording; nothing: the path is another one.
std::optional<conversation_id> conversation_of_recording(std::string_view path);

/// Bytes from a file's beginning that tell what it is.
inline constexpr std::size_t sound_head_bytes = 4096;

/// "audio/wav", "audio/mpeg", "audio/ogg" or "audio/webm" by what the file begins with, whatever
/// its name or header say; nothing: it is no sound of these kinds.
std::optional<std::string_view> sound_type(std::string_view head);

/// A part of a file: `bytes` of it, from `first` on.
struct byte_range {
  std::uint64_t first = 0;
  std::uint64_t bytes = 0;

  friend bool operator==(const byte_range&, const byte_range&) = default;
};

/// A Range header (RFC 9110) on a file of that size.
struct asked_range {
  enum class kind : std::uint8_t {
    whole, ///< none, several, or one that cannot be read: all of it is sent
    part,
    outside, ///< 416
  };
  kind what = kind::whole;
  byte_range part = {};
};
asked_range range_of(std::string_view header, std::uint64_t size);

} // namespace earshot::runtime
