// Reads a TOML file into options, key by key of the table in keys.hpp.
#pragma once

#include "config/options.hpp"

#include <map>
#include <string>
#include <vector>

namespace earshot::config {

struct file_outcome {
  std::vector<std::string> problems; ///< in the order of the file
  std::map<std::string, std::string>
      origins; ///< "server.listen" -> "earshot.toml:3:1", what it set
};

/// Overrides `to` with what the file says; what is wrong is left as it was.
file_outcome read_toml_file(const std::string& path, options& to);

} // namespace earshot::config
