// Bytes of a client become a value or an error that names the field. The one door: nothing thrown
// leaves it, whatever the bytes.
#pragma once

#include "domain/result.hpp"
#include "protocol/messages.hpp"

#include <string_view>

namespace earshot::protocol {

struct decode_limits {
  int depth = 16;
  std::size_t text_bytes = 16 * 1024;
};

/// Why a frame was refused, and whose request it was where its `id` could be read.
struct bad_frame {
  request_id id;
  error what;
};

using decoded = std::variant<client_frame, bad_frame>;

/// REQUIRES: `text` is valid UTF-8 (the WebSocket layer saw to that).
decoded decode(std::string_view text, const decode_limits& limits = {});

} // namespace earshot::protocol
