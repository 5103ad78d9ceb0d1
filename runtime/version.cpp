#include "runtime/version.hpp"

namespace earshot::runtime {

std::string_view version() { return EARSHOT_VERSION; }

} // namespace earshot::runtime
