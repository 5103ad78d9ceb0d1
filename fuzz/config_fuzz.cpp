// Any file is a configuration or a list of problems, each with its place.
#include "config/load.hpp"
#include "fuzz/fuzz.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <string>

using namespace earshot;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  int file = memfd_create("earshot.toml", MFD_CLOEXEC);
  require(file >= 0 && write(file, data, size) == static_cast<ssize_t>(size));
  auto options = config::load({.file = "/proc/self/fd/" + std::to_string(file)});
  if (options.has_error()) {
    require(!options.error().lines.empty());
    for (const std::string& line : options.error().lines)
      require(!line.empty());
  }
  close(file);
  return 0;
}
