// GET /v1/customers/ID/export: everything on one customer, for an administrator's token.
#include "runtime/export.hpp"
#include "runtime/http.hpp"
#include "runtime/shared_state.hpp"

#include <boost/asio/post.hpp>

namespace earshot::runtime {

std::string customer_in(const http_request& request) {
  return percent_decoded(part_of(request.path, path::customer_export));
}

namespace {

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

void http_connection::export_customer(const http_request& request, identity who) {
  shared_state& shared = home_.shared();
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
  runtime::export_customer(shared.env.log, customer_in(request), who.user, wall_clock(),
                           std::move(done));
}

} // namespace earshot::runtime
