// The console at `/`: the files of web/dist, which are part of the program, or those of a folder
// while working on them. Also what its sign-in page offers. Reads no tokens and makes none.
#pragma once

#include "config/options.hpp"
#include "runtime/http_head.hpp"
#include "runtime/http_response.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace earshot::runtime {

/// One file of the console, as it was built.
struct console_file {
  std::string_view path; ///< as in a request, such as "/app.js"
  std::string_view type; ///< media type
  std::string_view etag; ///< with its quotation marks
  std::string_view plain;
  std::string_view gzip;
};

/// All of them; the first one is the page.
std::span<const console_file> console_files();

/// True if one of them is at `path`.
bool is_console_file(std::string_view path);

/// The answer where `request` asks for a file of the console or for what its sign-in offers.
std::optional<http_response> console_answer(const http_request& request, const config::options& o);

} // namespace earshot::runtime
