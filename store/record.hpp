// A record: one event as a row of the log keeps it. Its bytes begin with a CRC-32C over all that
// follows and over where it belongs, so that a record that was changed or misplaced gives itself
// away.
#pragma once

#include "store/event_log.hpp"

#include <string>
#include <string_view>

namespace earshot::store {

struct record {
  position at = 0;
  std::string_view subject;
  std::uint64_t offset = 0;
  std::string_view bytes;
};

/// Appends the bytes of `e`, still without their checksum.
void write_record(const event& e, std::string& out);

/// Puts the checksum into the bytes that `write_record` made.
void seal(position at, std::string_view subject, char* bytes, std::size_t size);

/// The event of a record. The error names the place and what is wrong with it.
result<event_ptr> read_record(const record& r);

/// "position 7 (conversation c1, offset 3)", for errors about this place.
std::string place_of(const record& r);

} // namespace earshot::store
