#include "store/log_failure.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string>

namespace earshot::store {

void log_failed(std::string_view why) {
  auto line = std::string{"earshot: the log failed, nothing unsaved was acknowledged: "};
  line.append(why).append("\n");
  [[maybe_unused]] auto written = ::write(STDERR_FILENO, line.data(), line.size());
  std::_Exit(exit_log_failed);
}

} // namespace earshot::store
