// Any head of a request is fields on one line each, or no request.
#include "fuzz/fuzz.hpp"
#include "runtime/http_head.hpp"

using namespace earshot;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto request = runtime::parse_head(fuzz::text_of(data, size));
  if (!request)
    return 0;
  for (const std::string* field : {&request->method, &request->path, &request->host,
                                   &request->origin, &request->authorization})
    require(field->find_first_of("\r\n") == std::string::npos);
  require(request->path.find('?') == std::string::npos);
  runtime::lists(request->subprotocols, "earshot.v1");
  if (!request->origin.empty() && request->host.empty())
    require(!runtime::origin_allowed(*request, {}) || request->origin.ends_with("://"));
  return 0;
}
