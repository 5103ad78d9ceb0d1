#include "runtime/sign_in_paths.hpp"

#include "protocol/json_writer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace earshot::runtime {
namespace {

constexpr std::string_view cookie_name = "earshot";
constexpr std::size_t cookie_bytes_max = 4000; // what every browser keeps

/// Strict: sent from our own pages only. HttpOnly: no script reads it. It goes to the socket alone.
std::string cookie(const shared_state& shared, std::string_view value, std::int64_t seconds) {
  return fmt::format(
      "Set-Cookie: {}={}; Path=/v1/socket; Max-Age={}; HttpOnly; SameSite=Strict{}\r\n",
      cookie_name, value, seconds, shared.options.tls.certificate.empty() ? "" : "; Secure");
}

http_response json_response(int status, std::string body) {
  return {status, "application/json", std::move(body), {}};
}

http_response ticket_for(shared_state& shared, identity who, std::string_view token) {
  auto ticket = shared.tickets.issue(std::move(who), tickets::clock::now(), std::string(token));
  if (!ticket) {
    auto full = problem(503, "Too many tickets", "come back in a while");
    full.headers = fmt::format("Retry-After: {}\r\n", tickets::good_for.count());
    return full;
  }
  return json_response(201, fmt::format(R"({{"ticket":"{}","expires_in_s":{}}})", *ticket,
                                        tickets::good_for.count()));
}

http_response login(const shared_state& shared, const identity& who, std::string_view token) {
  if (token.size() > cookie_bytes_max)
    return problem(413, "Token too large", "a browser keeps no cookie of more than 4 KB");
  using std::chrono::duration_cast;
  const auto seconds = duration_cast<std::chrono::seconds>(who.expires - wall_clock()).count();
  std::string body;
  protocol::json_writer(body).open_object().key("user").text(who.user).close_object();
  auto response = json_response(200, std::move(body));
  response.headers = cookie(shared, token, std::max<std::int64_t>(0, seconds));
  return response;
}

} // namespace

bool is_sign_in_path(std::string_view path) { return path == "/v1/tickets" || path == "/v1/login"; }

http_response sign_in_response(shared_state& shared, const http_request& request) {
  const bool tickets_path = request.path == "/v1/tickets";
  if (!origin_allowed(request, shared.options.server.allowed_origins))
    return problem(403, "Origin not allowed",
                   "'" + request.origin + "' is not on server.allowed_origins");
  if (!tickets_path && request.method == "DELETE") {
    auto response = json_response(200, "{}");
    response.headers = cookie(shared, "", 0);
    return response;
  }
  if (request.method != "POST") {
    auto refused = problem(405, "Method not allowed", "ask with POST");
    refused.headers = tickets_path ? "Allow: POST\r\n" : "Allow: POST, DELETE\r\n";
    return refused;
  }
  std::string token(bearer_token(request));
  if (const auto ticket = credentials(request, "Ticket"); !tickets_path && !ticket.empty())
    token = shared.tickets.exchange(ticket, tickets::clock::now()).value_or("");
  auto who = shared.verifier.verify(token, wall_clock());
  if (!who)
    return unauthenticated(who.error());
  return tickets_path ? ticket_for(shared, std::move(*who), token) : login(shared, *who, token);
}

result<std::optional<identity>> who_asks(const shared_state& shared, const http_request& request) {
  if (!request.authorization.empty()) {
    auto who = shared.verifier.verify(bearer_token(request), wall_clock());
    if (!who)
      return who.error();
    return std::optional(std::move(*who));
  }
  const auto token = cookie_of(request, cookie_name);
  if (!token.empty() && own_origin(request))
    if (auto who = shared.verifier.verify(token, wall_clock()))
      return std::optional(std::move(*who));
  return std::optional<identity>();
}

http_response unauthenticated(const error& why) {
  const bool later = why.code == errc::unavailable;
  auto refused =
      later ? problem(503, "Try again", why.message) : problem(401, "Unauthenticated", why.message);
  refused.headers = later ? "Retry-After: 5\r\n" : "WWW-Authenticate: Bearer\r\n";
  return refused;
}

} // namespace earshot::runtime
