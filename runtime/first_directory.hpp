// The queues and teams that a configuration file gives an empty store.
#pragma once

#include "config/options.hpp"
#include "domain/event.hpp"

#include <vector>

namespace earshot::runtime {

/// REQUIRES: the options have passed the rules of config/keys.cpp.
std::vector<directory_event> first_in(const config::options& o);

} // namespace earshot::runtime
