// A name for one log that no other log has.
#pragma once

#include <string>

namespace earshot::store {

/// 32 hexadecimal digits (128 bits) from the system's random source.
std::string new_identity();

} // namespace earshot::store
