// Which row of the table of rights an HTTP request is about, and whether whoever sends it may.
#pragma once

#include "domain/rights.hpp"
#include "runtime/http_head.hpp"
#include "runtime/http_response.hpp"
#include "runtime/shared_state.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace earshot::runtime {

/// HEAD counts as GET. Nothing where the table has no such path, or not with this method.
std::optional<path> path_of(const http_request& request);

/// What stands for `*` in a row's path. REQUIRES: `path_of` gave this row.
std::string_view part_of(std::string_view request_path, path row);

/// To what `path_of` does not know: 405 with the methods there are, else 404.
http_response not_here(const http_request& request);

/// Who asks, where the row wants to know it.
struct permission {
  std::optional<identity> who = {};
  std::string token = {}; ///< theirs
  std::optional<http_response> refused =
      {}; ///< 401, 403 or 503, and nothing else is to be answered
};

permission ask_permission(shared_state& shared, const http_request& request, path row);

} // namespace earshot::runtime
