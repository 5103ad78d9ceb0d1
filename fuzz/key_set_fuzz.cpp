// Any bytes at an identity provider's address are keys or a refusal; and a signature of no length
// and one of noise is good with none of them.
#include "fuzz/fuzz.hpp"
#include "runtime/key_set.hpp"

#include <string>

using namespace earshot;
using fuzz::require;
using runtime::key_set;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of(data, size);
  const auto keys = key_set::parse(text);
  if (!keys) {
    require(!keys.error().message.empty());
    return 0;
  }
  require(keys->size() > 0);
  for (const char* kid : {"e", "r", "", "nobody"})
    for (const char* algorithm : {"ES256", "RS256", "none"})
      for (const std::string& signature :
           {std::string(), std::string(64, '\0'), std::string(256, '7')})
        require(keys->verify(kid, algorithm, text, signature) != key_set::verdict::good);
  return 0;
}
