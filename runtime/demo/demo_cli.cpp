#include "runtime/cli_words.hpp"
#include "runtime/commands.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace earshot::runtime {

cli_word add_demo(CLI::App& all) {
  auto* word = all.add_subcommand("demo", "a simulated contact centre on this machine");
  word->footer(
      R"(Customers in English, Danish and Finnish come to four queues and are served. It listens on
loopback only and keeps nothing. Ten seconds after the start a Danish customer, Freja, loses
her patience; after the agent's apology she is happy again. Ctrl-C ends it.

  earshot demo
  earshot demo --port 9000 --pace 3
)");
  auto o = std::make_shared<demo_options>();
  word->add_option("--port", o->port, "on loopback; if taken, the next free one (default 8080)")
      ->type_name("PORT")
      ->check(CLI::Range(1, 65000));
  word->add_option("--seed", o->seed, "of who comes when (default 1)")->type_name("N");
  word->add_option("--pace", o->pace, "2: everyone twice as fast, 0.1 to 50 (default 1)")
      ->type_name("X")
      ->check(CLI::Range(0.1, 50.0));
  word->add_option("--seconds", o->seconds, "end by itself after so long (default: stay)")
      ->type_name("S")
      ->check(CLI::PositiveNumber);
  word->add_option("--web-dir", o->web_dir, "serve the console from here, while working on it")
      ->type_name("DIR");
  return {word, [o] { return demo(*o); }};
}

} // namespace earshot::runtime
