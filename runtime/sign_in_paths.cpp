#include "runtime/sign_in_paths.hpp"

#include "protocol/json_writer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace earshot::runtime {
namespace {

constexpr std::string_view cookie_name = "earshot";
constexpr std::size_t cookie_bytes_max = 4000; // what every browser keeps

/// Strict: sent from our own pages only. HttpOnly: no script reads it.
std::string cookie(const shared_state& shared, std::string_view value, std::int64_t seconds) {
  return fmt::format("Set-Cookie: {}={}; Path=/v1; Max-Age={}; HttpOnly; SameSite=Strict{}\r\n",
                     cookie_name, value, seconds,
                     shared.options.tls.certificate.empty() ? "" : "; Secure");
}

/// Whom the console's cookie lets in; an error also where somebody has logged out.
result<identity> who_keeps(shared_state& shared, std::string_view token) {
  const auto now = wall_clock();
  auto who = shared.verifier.verify(token, now);
  if (!who)
    return who;
  const std::chrono::seconds skew(shared.options.auth.clock_skew_s);
  who->login = shared.logins.of(token, who->expires + skew, now);
  if (who->login->over)
    return error{errc::unauthenticated, "this login is over: sign in again"};
  return who;
}

http_response json_response(int status, std::string body) {
  return {status, "application/json", std::move(body), {}};
}

} // namespace

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

http_response login(shared_state& shared, const http_request& request, const identity& who,
                    std::string_view token) {
  if (token.size() > cookie_bytes_max)
    return problem(413, "Token too large", "a browser keeps no cookie of more than 4 KB");
  using std::chrono::duration_cast;
  const auto now = wall_clock();
  const auto seconds = duration_cast<std::chrono::seconds>(who.expires - now).count();
  const auto before = who_keeps(shared, cookie_of(request, cookie_name));
  const std::chrono::seconds skew(shared.options.auth.clock_skew_s);
  shared.logins.begin(token, who.expires + skew,
                      before && before->user == who.user ? before->login : nullptr, now);
  std::string body;
  protocol::json_writer(body).open_object().key("user").text(who.user).close_object();
  auto response = json_response(200, std::move(body));
  response.headers = cookie(shared, token, std::max<std::int64_t>(0, seconds));
  return response;
}

http_response logout(shared_state& shared, const http_request& request) {
  if (auto who = who_keeps(shared, cookie_of(request, cookie_name)))
    who->login->over = true;
  auto response = json_response(200, "{}");
  response.headers = cookie(shared, "", 0);
  return response;
}

result<std::optional<identity>> who_asks(shared_state& shared, const http_request& request) {
  if (!request.authorization.empty()) {
    auto who = shared.verifier.verify(bearer_token(request), wall_clock());
    if (!who)
      return who.error();
    return std::optional(std::move(*who));
  }
  const auto token = cookie_of(request, cookie_name);
  if (!token.empty() && own_origin(request))
    if (auto who = who_keeps(shared, token))
      return std::optional(std::move(*who));
  return std::optional<identity>();
}

result<identity> who_fetches(shared_state& shared, const http_request& request) {
  const auto token = cookie_of(request, cookie_name);
  const bool by_cookie =
      request.authorization.empty() && !token.empty()
      && (request.origin.empty() ? request.fetch_site == "same-origin" : own_origin(request));
  return by_cookie ? who_keeps(shared, token)
                   : shared.verifier.verify(bearer_token(request), wall_clock());
}

http_response unauthenticated(const error& why) {
  const bool later = why.code == errc::unavailable;
  auto refused =
      later ? problem(503, "Try again", why.message) : problem(401, "Unauthenticated", why.message);
  refused.headers = later ? "Retry-After: 5\r\n" : "WWW-Authenticate: Bearer\r\n";
  return refused;
}

} // namespace earshot::runtime
