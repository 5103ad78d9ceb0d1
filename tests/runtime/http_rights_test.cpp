#include "runtime/http_rights.hpp"

#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::runtime;

namespace {

http_request asking(std::string method, std::string where) {
  http_request r;
  r.method = std::move(method);
  r.path = std::move(where);
  return r;
}

std::optional<path> row(std::string method, std::string where) {
  return path_of(asking(std::move(method), std::move(where)));
}

} // namespace

TEST_CASE("A request finds its row by method and path") {
  CHECK(row("GET", "/metrics") == path::metrics);
  CHECK(row("HEAD", "/metrics") == path::metrics);
  CHECK(row("POST", "/v1/login") == path::login);
  CHECK(row("DELETE", "/v1/login") == path::logout);
  CHECK(row("GET", "/") == path::console);
  CHECK(row("GET", "/app.js") == path::console);
  CHECK(row("GET", "/favicon.ico") == path::console);
  CHECK_FALSE(row("POST", "/metrics"));
  CHECK_FALSE(row("GET", "/metrics/"));
  CHECK_FALSE(row("get", "/metrics"));
  CHECK_FALSE(row("GET", ""));
}

TEST_CASE("A star stands for one part of a path, and not for none") {
  CHECK(row("GET", "/v1/customers/u1/export") == path::customer_export);
  CHECK(part_of("/v1/customers/u1/export", path::customer_export) == "u1");
  CHECK_FALSE(row("GET", "/v1/customers//export"));
  CHECK_FALSE(row("GET", "/v1/customers/export"));
  CHECK_FALSE(row("GET", "/v1/customers/a/b/export"));
  CHECK_FALSE(row("GET", "/v1/customers/u1/export/"));
}

TEST_CASE("A wrong method is told the right ones, an unknown path is not found") {
  auto wrong = not_here(asking("PUT", "/v1/login"));
  CHECK(wrong.status == 405);
  CHECK(wrong.headers == "Allow: POST, DELETE\r\n");
  CHECK(not_here(asking("PUT", "/app.css")).headers == "Allow: GET, HEAD\r\n");
  CHECK(not_here(asking("GET", "/nothing")).status == 404);
}
