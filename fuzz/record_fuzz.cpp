// Any bytes in the log are an event or a refusal; an event read is an event that can be written
// and read again.
#include "fuzz/fuzz.hpp"
#include "store/event_codec.hpp"

#include <string>

using namespace earshot;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto read = store::decode(fuzz::text_of(data, size));
  if (!read) {
    require(!read.error().message.empty());
    return 0;
  }
  std::string first, second;
  store::encode(**read, first);
  require(first.size() == store::encoded_bytes(**read));
  auto again = store::decode(first);
  require(again.has_value());
  store::encode(**again, second);
  require(first == second);
  return 0;
}
