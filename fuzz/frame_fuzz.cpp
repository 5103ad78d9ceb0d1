// Any text of a client becomes a frame or an error that can be answered.
#include "fuzz/fuzz.hpp"
#include "protocol/decode.hpp"
#include "protocol/error.hpp"

#include <utf8proc.h>

#include <string>

using namespace earshot;
using fuzz::require;

namespace {

/// What the WebSocket layer lets through: UTF-8 only.
std::string as_utf8(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    utf8proc_int32_t character = 0;
    auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
                                   static_cast<utf8proc_ssize_t>(bytes.size()), &character);
    auto step = length > 0 ? static_cast<std::size_t>(length) : 1;
    text += length > 0 ? bytes.substr(0, step) : "?";
    bytes.remove_prefix(step);
  }
  return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto decoded = protocol::decode(as_utf8(fuzz::text_of(data, size)));
  if (auto* bad = std::get_if<protocol::bad_frame>(&decoded)) {
    require(!bad->what.message.empty());
    require(bad->id.size() <= protocol::request_id_bytes_max);
    require(!protocol::entry_of(bad->what.code).name.empty());
  }
  return 0;
}
