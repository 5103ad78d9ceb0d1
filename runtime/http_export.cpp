// GET /v1/customers/ID/export: everything on one customer, for an administrator's token.
#include "runtime/export.hpp"
#include "runtime/http.hpp"
#include "runtime/shared_state.hpp"

#include <boost/asio/post.hpp>

#include <charconv>

namespace earshot::runtime {

namespace {

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

} // namespace

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
