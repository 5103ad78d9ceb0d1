#include "store/log_failure.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string>

namespace earshot::store {

namespace {

constexpr std::size_t why_bytes_max = 512;

/// As the text of a JSON string. What cannot stand there as it is becomes a question mark.
std::string in_json(std::string_view s) {
  std::string out;
  for (char c : s.substr(0, why_bytes_max))
    out += c < 0x20 || c == '"' || c == '\\' || c == 0x7F ? '?' : c;
  return out;
}

} // namespace

void log_failed(std::string_view why) {
  auto line =
      R"({"level":"error","event":"log_failed","message":"nothing unsaved was acknowledged: )"
      + in_json(why) + "\"}\n";
  [[maybe_unused]] auto written = ::write(STDERR_FILENO, line.data(), line.size());
  std::_Exit(exit_log_failed);
}

} // namespace earshot::store
