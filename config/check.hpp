// What no single value can be blamed for: options that do not go together.
#pragma once

#include "config/options.hpp"

#include <string>
#include <vector>

namespace earshot::config {

struct contradiction {
  std::string key;  ///< the one to change first, "server.listen"
  std::string what; ///< a sentence, with the fix
};

std::vector<contradiction> check(const options& o);

} // namespace earshot::config
