// The command line: words, flags, help and exit codes. What a word does is not decided here.
#pragma once

namespace earshot::runtime {

/// Runs the word that `argv` names; `environment` as `environ` has it. Returns an exit code of
/// runtime/exit_code.hpp.
int run_command_line(int argc, const char* const* argv, const char* const* environment);

} // namespace earshot::runtime
