// From a file, the environment and flags to options: defaults, overridden by the TOML file,
// overridden by EARSHOT_* variables, overridden by flags. Whatever is wrong is said with its place
// and the fix.
#pragma once

#include "config/options.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <utility>
#include <vector>

namespace earshot::config {

/// One value from the command line: {"server.listen", "0.0.0.0:8080", "--listen"}.
struct flag {
  std::string key;  ///< section.name
  std::string text; ///< as typed; list items are separated by commas
  std::string said; ///< how it was given, for messages
};

struct sources {
  std::string file = {}; ///< path, relative to the working directory; empty: none
  std::vector<std::pair<std::string, std::string>> environment = {};
  std::vector<flag> flags = {};
};

/// Every problem there is, each one a line such as
/// `earshot.toml:3:1: [server] does not know "lisen"; did you mean "listen"?`
struct problems {
  std::vector<std::string> lines;
};

/// `value()` on problems is a bug of the caller.
[[noreturn]] void throw_exception_from_error(const problems& p, const boost::source_location&);

/// Never throws for what the sources say; reads the file and nothing else.
boost::system::result<options, problems> load(const sources& from);

/// What of `environment` (as `environ` has it) begins with EARSHOT_. EARSHOT_CONFIG, which names
/// the file, is left out, as are the variables Kubernetes sets for a service called earshot.
std::vector<std::pair<std::string, std::string>> earshot_variables(const char* const* environment);

} // namespace earshot::config
