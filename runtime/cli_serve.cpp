#include "runtime/cli_words.hpp"

#include "runtime/cli_arguments.hpp"
#include "runtime/commands.hpp"
#include "runtime/exit_code.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace earshot::runtime {

cli_word add_serve(CLI::App& all, const char* const* environment) {
  auto* word = all.add_subcommand("serve", "serves until it is told to stop (SIGTERM, Ctrl-C)");
  word->footer(R"(Flags win over the environment (EARSHOT_SERVER_LISTEN and so on), which wins over
the file, which wins over the defaults. It is ready when /readyz answers 200.

  earshot serve --ephemeral --data-dir data           # try it: nothing is kept but a key
  earshot serve --config /etc/earshot/earshot.toml
  earshot serve --listen 0.0.0.0:8443 --set auth.key_file=/etc/earshot/key \
      --set tls.certificate=/etc/earshot/chain.pem --set tls.key=/etc/earshot/tls.key

On a loopback address it makes a key if there is none, and prints the command for
a first token; others can reach it only with auth.key_file or auth.jwks_*, and with
[tls] or, where something in front of it has TLS, server.insecure = true. SIGHUP reads
certificate and key set again.

Exit codes: 0 after a clean stop, 69 if the address is taken, 74 if the log cannot
be written, 78 if the configuration is wrong.
)");
  auto arguments = std::make_shared<configuration_arguments>(*word, environment);
  return {word, [arguments]() -> int {
            auto options = arguments->load();
            return options ? serve(*options) : exit_configuration;
          }};
}

} // namespace earshot::runtime
