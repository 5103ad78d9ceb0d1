// The flags that every word with a configuration has in common.
#pragma once

#include "config/load.hpp"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace earshot::runtime {

class configuration_arguments {
public:
  /// Adds --config, --listen, --data-dir, --ephemeral and --set to a word. `environment` as
  /// `environ`.
  configuration_arguments(CLI::App& word, const char* const* environment);

  /// The options that file, environment and flags give together; none if there are problems, which
  /// then stand on standard error.
  std::optional<config::options> load() const;

  /// The file's name, or "the configuration" where there is no file.
  std::string source() const;

private:
  std::vector<config::flag> flags() const;

  const char* const* environment_;
  std::string file_;
  std::optional<std::string> listen_;
  std::optional<std::string> data_dir_;
  std::optional<std::string> web_dir_;
  bool ephemeral_ = false;
  std::vector<std::string> settings_; ///< "section.name=value"
};

} // namespace earshot::runtime
