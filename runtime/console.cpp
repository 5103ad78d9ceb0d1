#include "runtime/console.hpp"

#include "config/address.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace earshot::runtime {

namespace {

/// Nothing but files of this origin runs, styles, shows or is connected to; no page may frame it.
constexpr std::string_view page_headers =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), microphone=(), geolocation=()\r\n"
    "X-Frame-Options: DENY\r\n";

constexpr std::uintmax_t file_bytes_max = 4 * 1024 * 1024;

std::optional<std::string> read_file(const std::filesystem::path& file) {
  std::error_code ec;
  if (!std::filesystem::is_regular_file(file, ec)
      || std::filesystem::file_size(file, ec) > file_bytes_max)
    return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// nullptr if there is none.
const console_file* file_at(std::string_view path) {
  if (path == "/favicon.ico") // browsers ask for this one of their own accord
    path = "/favicon.svg";
  auto files = console_files();
  auto found = std::find_if(files.begin(), files.end(), [&](auto& f) { return f.path == path; });
  return found == files.end() ? nullptr : &*found;
}

http_response serve(const console_file& file, const http_request& request,
                    const std::string& folder) {
  http_response r{200, std::string(file.type), {}, std::string(page_headers)};
  if (!folder.empty()) {
    auto name = file.path == "/" ? std::string_view("index.html") : file.path.substr(1);
    if (auto text = read_file(std::filesystem::path(folder) / name))
      r.body = std::move(*text);
    else
      return problem(404, "Not found", "no " + std::string(name) + " in server.web_dir");
    return r;
  }
  r.cache = "no-cache"; // asked about each time, sent again only when it is another one
  r.headers += "Vary: Accept-Encoding\r\nETag: " + std::string(file.etag) + "\r\n";
  if (request.if_none_match.find(file.etag) != std::string::npos) {
    r.status = 304;
  } else if (request.takes_gzip) {
    r.headers += "Content-Encoding: gzip\r\n";
    r.body = file.gzip;
  } else {
    r.body = file.plain;
  }
  return r;
}

/// The ready-made people of a demo with their tokens, else none. They are for a page of this very
/// server, opened on this machine: a foreign page may neither fetch them nor point a name of its
/// own at our address.
http_response sign_in(const http_request& request, const config::options& o) {
  http_response nobody{200, "application/json", R"({"people":[]})", {}};
  if (o.debug.people.empty())
    return nobody;
  auto host = config::parse_address(request.host);
  const auto& site = request.fetch_site;
  if (!host || !config::is_loopback(*host)
      || !(site.empty() || site == "same-origin" || site == "none"))
    return problem(403, "Forbidden", "the people of a demo are for the page of the demo");
  auto text = read_file(o.debug.people);
  return text ? http_response{200, "application/json", std::move(*text), {}} : nobody;
}

} // namespace

bool is_console_file(std::string_view path) { return file_at(path) != nullptr; }

std::optional<http_response> console_answer(const http_request& request, const config::options& o) {
  if (request.path == "/v1/sign-in")
    return sign_in(request, o);
  if (auto* file = file_at(request.path))
    return serve(*file, request, o.server.web_dir);
  return std::nullopt;
}

} // namespace earshot::runtime
