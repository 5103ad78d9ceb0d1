#include "runtime/recording_paths.hpp"

#include "runtime/http_head.hpp"

#include <algorithm>
#include <charconv>

namespace earshot::runtime {

namespace {

using namespace std::literals;

bool has(std::string_view bytes, std::size_t at, std::string_view what) {
  return bytes.size() >= at + what.size() && bytes.substr(at, what.size()) == what;
}

/// An MPEG audio frame of layer III, or the ID3v2 tag that may stand before the first one.
bool is_mp3(std::string_view head) {
  if (has(head, 0, "ID3"))
    return true;
  if (head.size() < 4)
    return false;
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(head[i]); };
  bool sync = byte(0) == 0xFF && (byte(1) & 0xE0) == 0xE0;
  bool version = (byte(1) & 0x18) != 0x08, layer3 = (byte(1) & 0x06) == 0x02;
  bool bitrate = (byte(2) & 0xF0) != 0xF0 && (byte(2) & 0xF0) != 0;
  bool rate = (byte(2) & 0x0C) != 0x0C;
  return sync && version && layer3 && bitrate && rate;
}

/// An Ogg stream whose first page begins a codec of sound.
bool is_ogg_sound(std::string_view head) {
  if (!has(head, 0, "OggS"))
    return false;
  auto page = head.substr(0, 128);
  return page.find("OpusHead") != page.npos || page.find("\x01vorbis") != page.npos
         || page.find("Speex   ") != page.npos
         || page.find("\x7F"
                      "FLAC")
                != page.npos;
}

std::optional<std::uint64_t> number(std::string_view digits) {
  std::uint64_t n = 0;
  auto end = std::from_chars(digits.data(), digits.data() + digits.size(), n);
  bool whole = !digits.empty() && end.ec == std::errc{} && end.ptr == digits.data() + digits.size();
  return whole ? std::optional(n) : std::nullopt;
}

} // namespace

std::optional<conversation_id> conversation_of_recording(std::string_view path) {
  constexpr auto before = "/v1/conversations/"sv, behind = "/recording"sv;
  if (!path.starts_with(before) || !path.ends_with(behind)
      || path.size() <= before.size() + behind.size())
    return std::nullopt;
  path.remove_prefix(before.size());
  path.remove_suffix(behind.size());
  if (path.find('/') != path.npos)
    return std::nullopt;
  return percent_decoded(path);
}

std::optional<std::string_view> sound_type(std::string_view head) {
  if ((has(head, 0, "RIFF") || has(head, 0, "RF64")) && has(head, 8, "WAVE"))
    return "audio/wav";
  if (is_ogg_sound(head))
    return "audio/ogg";
  if (has(head, 0, "\x1A\x45\xDF\xA3") && head.substr(0, 64).find("webm") != head.npos)
    return "audio/webm";
  if (is_mp3(head))
    return "audio/mpeg";
  return std::nullopt;
}

asked_range range_of(std::string_view header, std::uint64_t size) {
  constexpr auto unit = "bytes="sv;
  const auto dash = header.find('-');
  if (!header.starts_with(unit) || dash == header.npos || header.find(',') != header.npos)
    return {};
  const auto first = header.substr(unit.size(), dash - unit.size());
  const auto last = header.substr(dash + 1);
  const auto from = number(first), to = number(last);
  if ((!from && !first.empty()) || (!to && !last.empty()) || (!from && !to))
    return {};
  if (!from) { // the last so many
    if (*to == 0 || size == 0)
      return {asked_range::kind::outside};
    const auto bytes = std::min(*to, size);
    return {asked_range::kind::part, {size - bytes, bytes}};
  }
  if (to && *to < *from)
    return {};
  if (*from >= size)
    return {asked_range::kind::outside};
  const auto end = to ? std::min(*to, size - 1) : size - 1;
  return {asked_range::kind::part, {*from, end - *from + 1}};
}

} // namespace earshot::runtime
