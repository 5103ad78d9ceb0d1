// What the words of the command line do; each returns an exit code of runtime/exit_code.hpp.
#pragma once

#include "config/options.hpp"

namespace earshot::runtime {

/// Serves until SIGTERM or SIGINT, then drains.
int serve(const config::options& options);

} // namespace earshot::runtime
