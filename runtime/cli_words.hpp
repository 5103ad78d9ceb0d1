// One function for each word of the command line: it adds the word with its flags and its help, and
// says what to run if the word is given.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace earshot::runtime {

struct cli_word {
  CLI::App* app;            ///< owned by the application it was added to
  std::function<int()> run; ///< to be called after a successful parse; returns an exit code
};

cli_word add_serve(CLI::App& all, const char* const* environment);
cli_word add_audit(CLI::App& all, const char* const* environment);
cli_word add_backup(CLI::App& all, const char* const* environment);
cli_word add_bench(CLI::App& all);
cli_word add_check_config(CLI::App& all, const char* const* environment);
cli_word add_default_config(CLI::App& all);
cli_word add_demo(CLI::App& all);
cli_word add_doctor(CLI::App& all, const char* const* environment);
cli_word add_export(CLI::App& all, const char* const* environment);
cli_word add_import(CLI::App& all);
cli_word add_rights(CLI::App& all);
cli_word add_score(CLI::App& all);
cli_word add_token(CLI::App& all);
cli_word add_version(CLI::App& all);

} // namespace earshot::runtime
