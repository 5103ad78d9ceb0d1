#include "runtime/cli_arguments.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace earshot::runtime {

configuration_arguments::configuration_arguments(CLI::App& word, const char* const* environment)
    : environment_(environment) {
  word.add_option("--config", file_,
                  "TOML file; `earshot default-config` prints one with every option")
      ->type_name("FILE")
      ->envname("EARSHOT_CONFIG");
  word.add_option("--listen", listen_, "where to listen; port 0 takes a free one")
      ->type_name("HOST:PORT");
  word.add_option("--data-dir", data_dir_, "folder of the log and the key")->type_name("DIR");
  word.add_option("--web-dir", web_dir_, "serve the console from here, while working on it")
      ->type_name("DIR");
  word.add_flag("--ephemeral", ephemeral_, "keep nothing on disk");
  word.add_option("--set", settings_, "any other option, such as limits.sessions=50000")
      ->type_name("SECTION.NAME=VALUE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->check(
          [](const std::string& s) {
            return s.find('=') == s.npos ? "SECTION.NAME=VALUE is wanted, not " + s : std::string();
          },
          "");
}

std::vector<config::flag> configuration_arguments::flags() const {
  std::vector<config::flag> given;
  for (const std::string& s : settings_) {
    auto equals = s.find('=');
    given.push_back({s.substr(0, equals), s.substr(equals + 1), "--set " + s.substr(0, equals)});
  }
  if (listen_)
    given.push_back({"server.listen", *listen_, "--listen"});
  if (data_dir_)
    given.push_back({"server.data_dir", *data_dir_, "--data-dir"});
  if (web_dir_)
    given.push_back({"server.web_dir", *web_dir_, "--web-dir"});
  if (ephemeral_)
    given.push_back({"server.ephemeral", "true", "--ephemeral"});
  return given;
}

std::optional<config::options> configuration_arguments::load() const {
  auto loaded = config::load({file_, config::earshot_variables(environment_), flags()});
  if (loaded)
    return *loaded;
  for (const std::string& line : loaded.error().lines)
    std::cerr << line << "\n";
  return std::nullopt;
}

std::string configuration_arguments::source() const {
  return file_.empty() ? "the configuration" : file_;
}

} // namespace earshot::runtime
