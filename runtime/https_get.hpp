// One document from one address over TLS, on the calling thread. For what is asked for rarely.
#pragma once

#include "domain/result.hpp"

#include <atomic>
#include <string>

namespace earshot::runtime {

/// The body behind `url` ("https://host[:port]/path"), at most `bytes_max` of it, within five
/// seconds. The certificate must be for that host and vouched for by `ca_file`, or where that is
/// empty by whom the system trusts. No redirects. Error: `unavailable`, with the reason.
/// `given_up` is looked at ten times a second.
result<std::string> https_get(const std::string& url, const std::string& ca_file,
                              std::size_t bytes_max, const std::atomic<bool>& given_up);

} // namespace earshot::runtime
