// GET /v1/customers/ID/export: everything on one customer, for an administrator's token.
#include "runtime/export.hpp"
#include "runtime/http.hpp"
#include "runtime/shared_state.hpp"

#include <boost/asio/post.hpp>

namespace earshot::runtime {

std::string customer_in(const http_request& request) {
  return percent_decoded(part_of(request.path, path::customer_export));
}

void http_connection::export_customer(const http_request& request, identity who) {
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
  runtime::export_customer(home_.shared().env.log, customer_in(request), who.user, wall_clock(),
                           std::move(done));
}

} // namespace earshot::runtime
