// The HTTP paths for signing in: POST /v1/tickets gives a one-time ticket for a token, POST
// /v1/login gives the console its cookie, DELETE /v1/login takes it back. Pure but for the tickets.
#pragma once

#include "runtime/http_head.hpp"
#include "runtime/http_response.hpp"
#include "runtime/shared_state.hpp"

namespace earshot::runtime {

/// These take a body, which is left aside.
constexpr bool is_sign_in_path(std::string_view path) {
  return path == "/v1/tickets" || path == "/v1/login";
}

/// `token` is the one that `who` came with: the ticket stands for it, the cookie keeps it.
http_response ticket_for(shared_state& shared, identity who, std::string_view token);
http_response login(shared_state& shared, const http_request& request, const identity& who,
                    std::string_view token);
/// The login of the request's cookie is over, with all the sessions that its cookies have opened.
http_response logout(shared_state& shared, const http_request& request);

/// Who asks for a WebSocket, if the request says so: the Authorization header, or else the
/// console's cookie where the page is our own. An error if the header's token is not accepted; a
/// cookie that is not, or whose login is over, is as good as none.
result<std::optional<identity>> who_asks(shared_state& shared, const http_request& request);

/// Who asks for anything else: the Authorization header, or else the console's cookie where our own
/// page asks (as the browser says, in `Origin` or, without that, in `Sec-Fetch-Site`).
result<identity> who_fetches(shared_state& shared, const http_request& request);

/// 401, or 503 where trying again may help.
http_response unauthenticated(const error& why);

} // namespace earshot::runtime
