// Why a command of the binary cannot go on, with the exit code that says so. Thrown while it starts
// up, caught once by the command itself.
#pragma once

#include "runtime/exit_code.hpp"

#include <stdexcept>
#include <string>

namespace earshot::load {

struct failure : std::runtime_error {
  failure(runtime::exit_code c, const std::string& sentence)
      : std::runtime_error(sentence), code(c) {}
  runtime::exit_code code;
};

} // namespace earshot::load
