// The commented example: config/earshot.toml, and what `earshot default-config` prints.
#pragma once

#include "config/options.hpp"

#include <string>

namespace earshot::config {

/// A whole file with every option of `o`, what each is for, and its range. Read again it gives `o`,
/// but for the lists of entries, which stand there as commented examples.
std::string to_toml(const options& o);

} // namespace earshot::config
