// The protocol for programs: an AsyncAPI 3.0 document (https://www.asyncapi.com/docs/reference).
// What people read, with every command's arguments, is docs/protocol.md.
#pragma once

#include <string>
#include <string_view>

namespace earshot::protocol {

/// The frames of both sides with their fields; commands, queries and streams by their names in the
/// table of rights. `version`: of the server.
std::string asyncapi(std::string_view version);

} // namespace earshot::protocol
