// GET /v1/customers/ID/export: everything on one customer, for an administrator's token.
#include "domain/ids.hpp"
#include "runtime/export.hpp"
#include "runtime/http.hpp"
#include "runtime/shared_state.hpp"
#include "runtime/sign_in_paths.hpp"
#include "store/audit_chain.hpp"

#include <boost/asio/post.hpp>

#include <charconv>

namespace earshot::runtime {

namespace {

constexpr std::string_view before_id = "/v1/customers/";
constexpr std::string_view behind_id = "/export";

/// RFC 3986 section 2.1; what is not written so is left as it is.
std::string percent_decoded(std::string_view s) {
  std::string text;
  for (std::size_t i = 0; i < s.size(); ++i) {
    unsigned byte = 0;
    auto digits = s.substr(i + 1, 2);
    if (s[i] == '%' && digits.size() == 2
        && std::from_chars(digits.begin(), digits.end(), byte, 16).ptr == digits.end()) {
      text += static_cast<char>(byte);
      i += 2;
    } else {
      text += s[i];
    }
  }
  return text;
}

/// `stale`: an erasure was carried out while the log was read.
http_response exported(std::string lines, bool stale) {
  if (stale) {
    auto later = problem(503, "Try again", "content was erased while the export was made");
    later.headers = "Retry-After: 1\r\n";
    return later;
  }
  if (lines.empty())
    return problem(404, "Not found", "nothing is known of this customer");
  return {200, "application/jsonl; charset=utf-8", std::move(lines), {}};
}

} // namespace

bool is_export(std::string_view path) {
  return path.starts_with(before_id) && path.ends_with(behind_id)
         && path.size() > before_id.size() + behind_id.size();
}

void http_connection::export_customer(const http_request& request) {
  shared_state& shared = home_.shared();
  auto now = wall_clock();
  auto who = shared.verifier.verify(bearer_token(request), now);
  if (!who) {
    note_failed_sign_in("export");
    return respond(unauthenticated(who.error()), false, false);
  }
  auto path = std::string_view(request.path);
  auto id = percent_decoded(
      path.substr(before_id.size(), path.size() - before_id.size() - behind_id.size()));
  if (!who->roles.has(role::admin)) {
    shared.env.audit.refused({now, who->user, act::refused,
                              store::on_customer(shared.env.log.identity(), id),
                              "export: forbidden"});
    return respond(problem(403, "Forbidden", "an export needs the role admin"), false, false);
  }
  busy_ = true;
  auto erasures = shared.env.tallies.erasures.load();
  auto done = [self = shared_from_this(), keep_alive = request.keep_alive,
               erasures](std::string lines) {
    boost::asio::post(self->home_.context(),
                      [self, keep_alive, erasures, lines = std::move(lines)]() mutable {
                        self->busy_ = false;
                        bool stale = erasures != self->home_.shared().env.tallies.erasures;
                        self->respond(exported(std::move(lines), stale), false, keep_alive);
                      });
  };
  runtime::export_customer(shared.env.log, id, who->user, now, std::move(done));
}

} // namespace earshot::runtime
