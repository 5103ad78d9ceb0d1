// What the words of the command line do; each returns an exit code of runtime/exit_code.hpp.
#pragma once

#include "config/options.hpp"
#include "runtime/demo/demo_options.hpp"
#include "runtime/load/bench_options.hpp"

namespace earshot::runtime {

/// Serves until SIGTERM or SIGINT, then drains.
int serve(const config::options& options);

/// Puts a server under load, checks every delivery and prints what it found.
int bench(const bench_options& options);

/// Plays a contact centre on loopback until SIGTERM or SIGINT.
int demo(const demo_options& options);

} // namespace earshot::runtime
