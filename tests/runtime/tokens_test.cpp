#include "runtime/tokens.hpp"

#include "tests/catch.hpp"

#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <openssl/hmac.h>

using namespace earshot;
using namespace earshot::runtime;
using nlohmann::json;

namespace {

const std::string key = "0123456789abcdef0123456789abcdef";
const time_point now = *from_rfc3339("2026-11-22T09:00:00.000Z");
const std::int64_t now_s = now.time_since_epoch().count() / 1000;

std::string base64url(std::string_view bytes) {
  std::string out(4 * (bytes.size() / 3 + 1) + 1, '\0');
  int n = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                          reinterpret_cast<const unsigned char*>(bytes.data()),
                          static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(n));
  while (out.ends_with('='))
    out.pop_back();
  for (char& c : out)
    c = c == '+' ? '-' : c == '/' ? '_' : c;
  return out;
}

/// A token written from RFC 7515 and OpenSSL alone, so that the library under test cannot agree
/// with itself on something wrong.
std::string sign(std::string_view header, std::string_view claims, const std::string& with = key,
                 const EVP_MD* digest = EVP_sha256()) {
  std::string text = base64url(header) + "." + base64url(claims);
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  HMAC(digest, with.data(), static_cast<int>(with.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac, &length);
  return text + "." + base64url({reinterpret_cast<const char*>(mac), length});
}

const char* const usual_header = R"({"alg":"HS256","typ":"JWT"})";

json usual_claims() {
  return {{"iss", "earshot"},   {"aud", "earshot"}, {"sub", "mette"},
          {"roles", {"agent"}}, {"iat", now_s},     {"exp", now_s + 60}};
}

result<identity> verify(const std::string& token) { return tokens(key, {}).verify(token, now); }

/// The usual claims with one of them changed; null takes it away.
result<identity> with(const char* claim, json value) {
  json claims = usual_claims();
  if (value.is_null())
    claims.erase(claim);
  else
    claims[claim] = std::move(value);
  return verify(sign(usual_header, claims.dump()));
}

bool refused(const result<identity>& r) {
  return !r && r.error().code == errc::unauthenticated && !r.error().message.empty();
}

} // namespace

TEST_CASE("A token that any library would write is accepted") {
  auto who = verify(sign(usual_header, usual_claims().dump()));
  REQUIRE(who);
  CHECK(who->user == "mette");
  CHECK(who->name == "mette");
  CHECK(who->roles == role_set{role::agent});
  CHECK(who->expires == now + std::chrono::seconds(60));
}

TEST_CASE("A token of one's own is accepted") {
  identity mette{"mette", "Mette Ø.", {role::agent, role::manager}, now + std::chrono::hours(1)};
  auto who = verify(tokens(key, {}).mint(mette, now));
  REQUIRE(who);
  CHECK(who->user == mette.user);
  CHECK(who->name == mette.name);
  CHECK(who->roles == mette.roles);
  CHECK(who->expires == mette.expires);
}

TEST_CASE("Issuer and audience are the configured ones") {
  config::auth_options other;
  other.issuer = "login";
  other.audience = "desk";
  tokens ours(key, other);
  auto token = ours.mint({"a", "", {role::admin}, now + std::chrono::hours(1)}, now);
  CHECK(ours.verify(token, now));
  CHECK(refused(verify(token)));
  CHECK(with("aud", {"other", "earshot"}));
  CHECK(refused(with("aud", {"other"})));
  CHECK(refused(with("aud", "other")));
  CHECK(refused(with("iss", "other")));
}

TEST_CASE("A token is refused for its signature") {
  auto claims = usual_claims().dump();
  auto good = sign(usual_header, claims);
  SECTION("none at all") {
    auto none = base64url(R"({"alg":"none"})") + "." + base64url(claims) + ".";
    CHECK(refused(verify(none)));
    CHECK(refused(verify(good.substr(0, good.rfind('.') + 1))));
  }
  SECTION("alg none with a good signature") {
    CHECK(refused(verify(sign(R"({"alg":"none"})", claims))));
  }
  SECTION("of another key") {
    CHECK(refused(verify(sign(usual_header, claims, "another key, of at least 32 bytes too"))));
  }
  SECTION("of another algorithm") {
    CHECK(refused(verify(sign(R"({"alg":"HS512"})", claims, key, EVP_sha512()))));
    CHECK(refused(verify(sign(R"({"alg":"HS512"})", claims))));
    CHECK(refused(verify(sign(R"({"alg":"RS256"})", claims))));
  }
  SECTION("a changed claim under it") {
    auto other =
        base64url(R"({"alg":"HS256","typ":"JWT"})") + "."
        + base64url(
            json(usual_claims())
                .patch(json::parse(R"([{"op":"replace","path":"/roles","value":["admin"]}])"))
                .dump())
        + good.substr(good.rfind('.'));
    CHECK(refused(verify(other)));
  }
  SECTION("any one letter of it changed") {
    for (std::size_t i = 0; i < good.size(); ++i) {
      auto bad = good;
      bad[i] = bad[i] == 'A' ? 'B' : 'A';
      if (!refused(verify(bad)))
        FAIL("accepted with another letter at " << i);
    }
  }
  SECTION("a header that claims to be critical") {
    CHECK(refused(verify(sign(R"({"alg":"HS256","crit":["x"],"x":1})", claims))));
  }
}

TEST_CASE("A token without an end, or past it, is refused") {
  CHECK(refused(with("exp", nullptr)));
  CHECK(with("exp", now_s - 59));
  CHECK(refused(with("exp", now_s - 60)));
  CHECK(refused(with("exp", now_s - 1'000'000)));
  CHECK(refused(with("exp", std::to_string(now_s + 60))));
  CHECK(refused(with("exp", -1)));
  CHECK(refused(with("exp", 1e300)));
  CHECK(refused(with("exp", json::array({now_s + 60}))));
  CHECK(with("exp", static_cast<double>(now_s) + 0.5));
}

TEST_CASE("A token of the future is refused") {
  CHECK(with("nbf", now_s + 60));
  CHECK(refused(with("nbf", now_s + 61)));
  CHECK(with("iat", now_s + 60));
  CHECK(refused(with("iat", now_s + 61)));
  CHECK(refused(with("nbf", "soon")));
  CHECK(with("nbf", 1)); // long ago is fine
}

TEST_CASE("Claims are required and typed") {
  for (auto claim : {"iss", "aud", "sub", "roles"}) {
    INFO(claim);
    CHECK(refused(with(claim, nullptr)));
    CHECK(refused(with(claim, 7)));
    CHECK(refused(with(claim, json::object())));
  }
  CHECK(refused(with("sub", "")));
  CHECK(refused(with("sub", "a/b")));
  CHECK(refused(with("sub", std::string(129, 'a'))));
  CHECK(refused(with("name", 7)));
  CHECK(refused(with("name", std::string(257, 'a'))));
  CHECK(refused(with("roles", "agent")));
  CHECK(refused(with("roles", {"agent", "king"})));
  CHECK(refused(with("roles", json::array({7}))));
  CHECK(with("roles", {"seller", "supervisor"})->roles == role_set{role::agent, role::supervisor});
  CHECK(with("roles", json::array())->roles.empty());
}

TEST_CASE("What is no token is refused without harm") {
  for (auto text : {"", ".", "..", "...", "a.b.c", "a.b", "eyJ.eyJ.é", "Bearer x.y.z", "a b.c.d"})
    CHECK(refused(verify(text)));
  CHECK(refused(verify(std::string("a.\xff\xff.b"))));
  CHECK(refused(verify(std::string(tokens::token_bytes_max + 1, 'a'))));
  for (auto body : {"", "[]", "7", "{", "null", "\"text\"", "[[[[", "\xff"}) {
    CHECK(refused(verify(sign(usual_header, body))));
    CHECK(refused(verify(sign(body, usual_claims().dump()))));
  }
  CHECK(refused(verify(sign(usual_header, std::string(5000, '[')))));
  CHECK(refused(verify(sign(R"({"alg":7})", usual_claims().dump()))));
}
