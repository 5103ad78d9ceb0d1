#include "runtime/console.hpp"

#include "tests/catch.hpp"
#include "tests/support/scratch_folder.hpp"

using namespace earshot;
using namespace earshot::runtime;
using earshot::tests::scratch_folder;

namespace {

http_request get(std::string path) {
  http_request r;
  r.method = "GET";
  r.path = std::move(path);
  r.host = "127.0.0.1:8080";
  return r;
}

bool has(const http_response& r, std::string_view text) {
  return r.headers.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("The console is served from the program") {
  const config::options o;

  SECTION("as a page under a strict policy") {
    auto page = console_answer(get("/"), o);
    REQUIRE(page);
    CHECK(page->status == 200);
    CHECK(page->type == "text/html; charset=utf-8");
    CHECK(page->body.find("<script") != std::string::npos);
    CHECK(page->body.find("<style") == std::string::npos);
    CHECK(has(*page, "default-src 'none'"));
    CHECK_FALSE(has(*page, "unsafe"));
  }
  SECTION("packed to whoever can unpack it") {
    auto request = get("/app.js");
    auto plain = console_answer(request, o);
    request.takes_gzip = true;
    auto packed = console_answer(request, o);
    REQUIRE(plain);
    REQUIRE(packed);
    CHECK(packed->body.size() < plain->body.size() / 2);
    CHECK(packed->body.substr(0, 2) == "\x1f\x8b");
    CHECK(has(*packed, "Content-Encoding: gzip"));
    CHECK_FALSE(has(*plain, "Content-Encoding"));
  }
  SECTION("once: who has it already is told so") {
    auto request = get("/app.css");
    auto etag = std::string(console_answer(request, o)->headers);
    etag = etag.substr(etag.find("ETag: ") + 6);
    request.if_none_match = etag.substr(0, etag.find('\r'));
    CHECK(console_answer(request, o)->status == 304);
    CHECK(console_answer(request, o)->body.empty());
    request.if_none_match = "\"other\"";
    CHECK(console_answer(request, o)->status == 200);
  }
  SECTION("with its icon, under the name that browsers guess too") {
    CHECK(console_answer(get("/favicon.ico"), o)->type == "image/svg+xml");
  }
  SECTION("and nothing else is") {
    CHECK_FALSE(console_answer(get("/app.js.map"), o));
    CHECK_FALSE(console_answer(get("/../app.js"), o));
  }
}

TEST_CASE("The console is served from a folder while one works on it") {
  scratch_folder folder;
  folder.write("index.html", "draft");
  config::options o;
  o.server.web_dir = folder.path().string();
  CHECK(console_answer(get("/"), o)->body == "draft");
  CHECK(console_answer(get("/app.js"), o)->status == 404);
}

TEST_CASE("Ready-made people") {
  scratch_folder folder;
  folder.write("people", R"({"people":[{"user":"vera"}]})");
  config::options o;
  auto request = get("/v1/sign-in");

  SECTION("are there in a demo only") {
    CHECK(console_answer(request, o)->body == R"({"people":[]})");
    o.debug.people = (folder.path() / "people").string();
    CHECK(console_answer(request, o)->body.find("vera") != std::string::npos);
  }
  SECTION("are not told to a page of another name or origin") {
    o.debug.people = (folder.path() / "people").string();
    request.host = "evil.example:8080";
    CHECK(console_answer(request, o)->status == 403);
    request.host = "localhost:8080";
    CHECK(console_answer(request, o)->status == 200);
    request.fetch_site = "cross-site";
    CHECK(console_answer(request, o)->status == 403);
    request.fetch_site = "same-site";
    CHECK(console_answer(request, o)->status == 403);
    request.fetch_site = "same-origin";
    CHECK(console_answer(request, o)->status == 200);
  }
}
