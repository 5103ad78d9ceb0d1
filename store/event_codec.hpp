// Events as the bytes of a record and back. A record is a version, the event's number and its
// fields (store/event_fields.hpp says which), filled up with zeros where an erasure made it
// shorter.
#pragma once

#include "domain/event.hpp"
#include "domain/result.hpp"

#include <string>
#include <string_view>

namespace earshot::store {

/// Appends the record of `e` to `out`.
void encode(const event& e, std::string& out);

/// How many bytes `encode` would append.
std::size_t encoded_bytes(const event& e);

/// The event of a record; any bytes are allowed. The error says what is wrong with them, as the end
/// of a sentence that begins with the record's name: "ends too early".
result<event_ptr> decode(std::string_view record);

} // namespace earshot::store
