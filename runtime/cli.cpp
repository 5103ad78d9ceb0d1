#include "runtime/cli.hpp"

#include "config/nearest.hpp"
#include "runtime/cli_words.hpp"
#include "runtime/exit_code.hpp"
#include "runtime/version.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

namespace earshot::runtime {
namespace {

constexpr auto about =
    "Earshot listens to live customer conversations and tells the people who can act on\n"
    "them, while they still can.";
constexpr auto where_next = R"(Each word has its own help, with examples: earshot token --help

Exit codes: 0 fine, 1 a benchmark's threshold does not hold, 64 wrong command line,
65 bad data, 69 unavailable, 74 event log, 78 configuration.
)";

/// The words, in the order in which the help shows them.
std::vector<cli_word> add_words(CLI::App& app, const char* const* environment) {
  return {
      add_serve(app, environment),
      add_demo(app),
      add_bench(app),
      add_import(app),
      add_score(app),
      add_token(app),
      add_check_config(app, environment),
      add_default_config(app),
      add_doctor(app, environment),
      add_backup(app, environment),
      add_audit(app, environment),
      add_export(app, environment),
      add_rights(app),
      add_version(app),
  };
}

/// True if the first argument is a word or a flag; else says what was probably meant.
/// REQUIRES: there is one.
bool first_is_known(const char* const* argv, const std::vector<cli_word>& words) {
  if (argv[1][0] == '-')
    return true;
  std::vector<std::string> names;
  for (const cli_word& w : words)
    names.push_back(w.app->get_name());
  std::vector<std::string_view> views(names.begin(), names.end());
  if (std::find(names.begin(), names.end(), argv[1]) != names.end())
    return true;
  auto meant = config::nearest(argv[1], views);
  std::cerr << "earshot: there is no \"" << argv[1] << "\"; "
            << (meant ? "did you mean \"" + std::string(*meant) + "\"?"
                      : "earshot --help shows what there is.")
            << "\n";
  return false;
}

/// Names what is not known, never what stands behind it: that may be a secret.
int refuse_extras(const CLI::App& app) {
  std::string names;
  for (const std::string& extra : app.remaining(/*recurse=*/true))
    if (extra.starts_with("-"))
      names += (names.empty() ? "" : ", ") + extra.substr(0, extra.find('='));
  std::cerr << "earshot: " << (names.empty() ? "there is a word too many" : "there is no " + names)
            << "; --help behind the word shows what there is.\n";
  return exit_usage;
}

} // namespace

cli_word add_version(CLI::App& all) {
  auto* word = all.add_subcommand("version", "prints the version");
  return {word, []() -> int {
            std::cout << "earshot " << version() << "\n";
            return exit_ok;
          }};
}

int run_command_line(int argc, const char* const* argv, const char* const* environment) {
  CLI::App app{about, "earshot"};
  app.footer(where_next);
  app.require_subcommand(1);
  app.get_formatter()->column_width(28);
  app.set_version_flag("--version", "earshot " + std::string(version()),
                       "Print the version and exit");
  auto words = add_words(app, environment);
  if (argc < 2) {
    std::cerr << app.help();
    return exit_usage;
  }
  if (!first_is_known(argv, words))
    return exit_usage;
  try {
    app.parse(argc, argv);
  } catch (const CLI::ExtrasError&) {
    return refuse_extras(app);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == static_cast<int>(CLI::ExitCodes::Success) ? exit_ok : exit_usage;
  }
  for (const cli_word& w : words)
    if (app.got_subcommand(w.app))
      return w.run();
  return exit_usage; // not reached: one word is required
}

} // namespace earshot::runtime
