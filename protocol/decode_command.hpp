// Decodes the arguments of commands. Included by decode.cpp only.
#pragma once

#include "protocol/decode.hpp"
#include "protocol/field_reader.hpp"

namespace earshot::protocol {

/// Errors are kept in the reader; the value is then to be thrown away.
command read_command(field_reader& frame, request_id id, const decode_limits& limits);

} // namespace earshot::protocol
