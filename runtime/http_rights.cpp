#include "runtime/http_rights.hpp"

#include "runtime/console.hpp"
#include "runtime/refusals.hpp"
#include "runtime/sign_in_paths.hpp"

#include <algorithm>

namespace earshot::runtime {

namespace {

struct pattern {
  std::string_view method;
  std::string_view before; ///< the path, or what stands before its `*`
  std::string_view behind;
  bool open = false; ///< has a `*`
};

constexpr pattern pattern_of(std::string_view row_name) {
  const auto space = row_name.find(' ');
  const auto path = row_name.substr(space + 1);
  const auto star = path.find('*');
  if (star == path.npos)
    return {row_name.substr(0, space), path, {}, false};
  return {row_name.substr(0, space), path.substr(0, star), path.substr(star + 1), true};
}

bool fits(const pattern& p, std::string_view path) {
  if (!p.open)
    return path == p.before;
  return path.size() > p.before.size() + p.behind.size() && path.starts_with(p.before)
         && path.ends_with(p.behind)
         && path.substr(p.before.size(), path.size() - p.before.size() - p.behind.size()).find('/')
                == path.npos;
}

/// The row's path, whatever the method; the console's row is that of all its files.
bool is_about(const path_right& row, std::string_view path) {
  return row.what == path::console ? is_console_file(path) : fits(pattern_of(row.name), path);
}

std::string_view method_of(const http_request& request) {
  return request.method == "HEAD" ? std::string_view("GET") : request.method;
}

} // namespace

std::optional<path> path_of(const http_request& request) {
  for (const path_right& row : path_rights)
    if (pattern_of(row.name).method == method_of(request) && is_about(row, request.path))
      return row.what;
  return std::nullopt;
}

std::string_view part_of(std::string_view request_path, path row) {
  const pattern p = pattern_of(right_of(row).name);
  return request_path.substr(p.before.size(),
                             request_path.size() - p.before.size() - p.behind.size());
}

http_response not_here(const http_request& request) {
  std::string methods;
  for (const path_right& row : path_rights)
    if (is_about(row, request.path)) {
      const auto method = pattern_of(row.name).method;
      methods.append(methods.empty() ? "" : ", ").append(method == "GET" ? "GET, HEAD" : method);
    }
  if (methods.empty())
    return problem(404, "Not found", "nothing is at " + request.path);
  auto refused = problem(405, "Method not allowed", "what is understood here: " + methods);
  refused.headers = "Allow: " + methods + "\r\n";
  return refused;
}

permission ask_permission(shared_state& shared, const http_request& request, path row) {
  const path_right& right = right_of(row);
  const bool changes = method_of(request) != "GET";
  if (changes && !origin_allowed(request, shared.options.server.allowed_origins))
    return {.refused = problem(403, "Origin not allowed",
                               "'" + request.origin + "' is not on server.allowed_origins")};
  if (right.to.anyone != ground::none)
    return {};
  permission p{.token = std::string(bearer_token(request))};
  if (const auto ticket = credentials(request, "Ticket"); row == path::login && !ticket.empty())
    p.token = shared.tickets.exchange(ticket, tickets::clock::now()).value_or("");
  const bool by_page = row == path::recording_put || row == path::recording_get
                       || row == path::seller_export || row == path::team_export;
  auto who = by_page ? who_fetches(shared, request) : shared.verifier.verify(p.token, wall_clock());
  if (!who) {
    p.refused = unauthenticated(who.error());
    return p;
  }
  p.who = std::move(*who);
  if (!right.to.allow(p.who->roles))
    p.refused =
        problem(403, "Forbidden", role_missing("this path", right.to.roles(), p.who->roles));
  return p;
}

} // namespace earshot::runtime
