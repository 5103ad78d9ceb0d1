#include "runtime/cli_words.hpp"

#include "config/example.hpp"
#include "runtime/cli_arguments.hpp"
#include "runtime/exit_code.hpp"
#include "runtime/key_file.hpp"
#include "runtime/key_source.hpp"
#include "runtime/tls.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace earshot::runtime {

namespace {

/// The files that the options name, as `serve` would read them; nothing they hold is shown.
result<void> check_files(const config::options& o) {
  if (!o.auth.key_file.empty())
    if (auto key = read_key(o.auth.key_file); !key)
      return key.error();
  if (!o.auth.jwks_file.empty())
    if (auto keys = key_source(o.auth, {}).start(); !keys)
      return keys.error();
  return tls(o.tls).load();
}

} // namespace

cli_word add_check_config(CLI::App& all, const char* const* environment) {
  auto* word = all.add_subcommand("check-config", "says what is wrong with a configuration");
  word->footer(R"(It reads what `serve` with the same flags and the same environment would read, and
says every problem there is, each with its place and the fix. Exit code 78 if there
is one, else 0.

  earshot check-config --config earshot.toml
  earshot check-config --config earshot.toml --show     # what holds in the end
  EARSHOT_QUEUES_TICK_MS=100 earshot check-config --show
)");
  auto arguments = std::make_shared<configuration_arguments>(*word, environment);
  auto show = std::make_shared<bool>(false);
  word->add_flag("--show", *show, "print every option as file, environment and flags set it");
  return {word, [arguments, show]() -> int {
            auto options = arguments->load();
            if (!options)
              return exit_configuration;
            if (auto good = check_files(*options); !good) {
              std::cerr << good.error().field << ": " << good.error().message << "\n";
              return exit_configuration;
            }
            if (*show)
              std::cout << config::to_toml(*options);
            else
              std::cout << arguments->source() << " is fine.\n";
            return exit_ok;
          }};
}

cli_word add_default_config(CLI::App& all) {
  auto* word =
      all.add_subcommand("default-config", "prints a configuration file with every option");
  word->footer(R"(Each option stands there at its default, with what it is for and its range. Keep
the lines you change; what is left out has its default.

  earshot default-config > earshot.toml
)");
  return {word, []() -> int {
            std::cout << config::to_toml({});
            return exit_ok;
          }};
}

} // namespace earshot::runtime
