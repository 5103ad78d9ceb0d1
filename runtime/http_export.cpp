// GET /v1/customers/ID/export: everything on one customer, for an administrator's token.
#include "domain/ids.hpp"
#include "runtime/export.hpp"
#include "runtime/http.hpp"
#include "runtime/shared_state.hpp"
#include "runtime/sign_in_paths.hpp"
#include "store/audit_chain.hpp"

#include <boost/asio/post.hpp>

namespace earshot::runtime {

namespace {

constexpr std::string_view before_id = "/v1/customers/";
constexpr std::string_view behind_id = "/export";

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
  auto done = [self = shared_from_this(), keep_alive = request.keep_alive](std::string lines) {
    boost::asio::post(
        self->home_.context(), [self, keep_alive, lines = std::move(lines)]() mutable {
          self->busy_ = false;
          if (lines.empty())
            return self->respond(problem(404, "Not found", "nothing is known of this customer"),
                                 false, keep_alive);
          self->respond({200, "application/jsonl; charset=utf-8", std::move(lines), {}}, false,
                        keep_alive);
        });
  };
  runtime::export_customer(shared.env.log, id, who->user, now, std::move(done));
}

} // namespace earshot::runtime
