// Which Earshot this is.
#pragma once

#include <string_view>

namespace earshot::runtime {

/// "0.1.0", as CMakeLists.txt has it.
std::string_view version();

} // namespace earshot::runtime
