// The busiest frame by a short way: a `conversation.message` that holds nothing unusual is read
// without a tree being built of it.
#pragma once

#include "protocol/decode.hpp"

#include <optional>
#include <string_view>

namespace earshot::protocol {

/// The command, if `frame` is {"type":"command","id","op":"conversation.message","args":
/// {"conversation","text"}} in any order, with no other field, no escape in a string and nothing
/// wrong. Empty for every other frame: `decode` takes the long way, which says what is wrong.
std::optional<command> decode_plain_message(std::string_view frame, const decode_limits& limits);

} // namespace earshot::protocol
