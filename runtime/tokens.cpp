#include "runtime/tokens.hpp"

#include "runtime/key_source.hpp"

// Of cpp-jwt we take HMAC, base64url and the writing of tokens. Its `decode` we leave aside: it
// reads claims before it checks the signature, compares signatures in varying time, accepts tokens
// without `exp` and throws on claims of the wrong type.
#include <jwt/jwt.hpp>

#include <nlohmann/json.hpp>
#include <openssl/crypto.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <utility>

namespace earshot::runtime {

struct token_parts {
  std::string_view header;
  std::string_view claims;
  std::string_view signature;
  std::string_view signed_text; ///< header and claims with the dot between them
};

namespace {

using nlohmann::json;

constexpr std::size_t name_bytes_max = 256;

error refuse(std::string message) { return {errc::unauthenticated, std::move(message)}; }

/// header.claims.signature, each in the letters of base64url.
std::optional<token_parts> split(std::string_view token) {
  bool letters = std::all_of(token.begin(), token.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'
           || c == '_' || c == '.';
  });
  if (!letters || std::count(token.begin(), token.end(), '.') != 2)
    return std::nullopt;
  auto first = token.find('.'), second = token.rfind('.');
  return token_parts{token.substr(0, first), token.substr(first + 1, second - first - 1),
                     token.substr(second + 1), token.substr(0, second)};
}

/// The signature as it should stand in the token.
std::string hmac_of(const std::string& key, std::string_view signed_text) {
  auto [bytes, failed] = jwt::HMACSign<jwt::algo::HS256>::sign(
      jwt::string_view(key.data(), key.size()),
      jwt::string_view(signed_text.data(), signed_text.size()));
  if (failed)
    return {};
  std::string text = jwt::base64_encode(bytes.data(), bytes.size());
  text.resize(jwt::base64_uri_encode(text.data(), text.size()));
  return text;
}

bool same(std::string_view a, std::string_view b) {
  return !a.empty() && a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

json object_of(std::string_view base64) {
  return json::parse(from_base64url(base64), nullptr, /*allow_exceptions=*/false);
}

std::optional<std::string> text_in(const json& claims, const char* name) {
  auto it = claims.find(name);
  return it != claims.end() && it->is_string() ? std::optional(it->get<std::string>())
                                               : std::nullopt;
}

/// A NumericDate (RFC 7519 section 2): seconds, a fraction is allowed; within the years a
/// `time_point` is good for.
result<std::optional<time_point>> time_in(const json& claims, const char* name) {
  auto it = claims.find(name);
  if (it == claims.end())
    return std::optional<time_point>();
  double seconds = it->is_number() ? it->get<double>() : -1;
  if (!(seconds >= 0 && seconds < 253'402'300'800.0)) // 9999-12-31
    return refuse(std::string("the token's \"") + name + "\" is no time in seconds since 1970");
  return std::optional(time_point(milliseconds(static_cast<std::int64_t>(seconds * 1000))));
}

bool is_for(const json& claims, const std::string& audience) {
  auto it = claims.find("aud");
  if (it == claims.end())
    return false;
  if (it->is_array())
    return std::any_of(it->begin(), it->end(), [&](const json& one) { return one == audience; });
  return *it == audience;
}

result<role_set> roles_in(const json& claims) {
  auto it = claims.find("roles");
  if (it == claims.end() || !it->is_array())
    return refuse("the token needs \"roles\", a list such as [\"agent\"]");
  role_set roles;
  for (const json& one : *it) {
    auto r = one.is_string() ? role_from(one.get_ref<const std::string&>()) : std::nullopt;
    if (!r)
      return refuse("a role of the token is none of connector, agent, supervisor, manager, admin");
    roles.add(*r);
  }
  return roles;
}

/// `exp` of a token that is good at `now`.
result<time_point> expiry_in(const json& claims, time_point now, std::chrono::seconds skew) {
  auto expires = time_in(claims, "exp");
  if (!expires)
    return expires.error();
  if (!*expires)
    return refuse("the token needs \"exp\", the time it ends");
  if (now >= **expires + skew)
    return refuse("the token expired at " + to_rfc3339(**expires));
  for (const char* name : {"nbf", "iat"}) {
    auto from = time_in(claims, name);
    if (!from)
      return from.error();
    if (*from && now + skew < **from)
      return refuse(std::string("the token's \"") + name
                    + "\" is in the future: " + to_rfc3339(**from));
  }
  return **expires;
}

} // namespace

tokens::tokens(std::string key, const config::auth_options& options, key_source* provider)
    : key_(std::move(key)), provider_(provider), issuer_(options.issuer),
      audience_(options.audience), skew_(options.clock_skew_s) {
  assert(key_.empty() || key_.size() >= 32);
}

result<void> tokens::check_signature(const token_parts& token) const {
  // Written by anybody: it may choose among our keys, and nothing else.
  const json header = object_of(token.header);
  if (!header.is_object() || header.contains("crit"))
    return refuse("the token's header must be a JSON object with nothing critical");
  const auto algorithm = text_in(header, "alg").value_or("");
  if (algorithm == "HS256" && !key_.empty())
    return same(hmac_of(key_, token.signed_text), token.signature)
               ? result<void>()
               : refuse("the token is not signed with this server's key by HS256");
  if ((algorithm == "RS256" || algorithm == "ES256") && provider_ && provider_->configured())
    return ask_provider(token, text_in(header, "kid").value_or(""), algorithm);
  return refuse("the token's \"alg\" is none that is accepted here");
}

result<void> tokens::ask_provider(const token_parts& token, const std::string& kid,
                                  const std::string& algorithm) const {
  using verdict = key_set::verdict;
  const auto keys = provider_->keys();
  const auto found =
      keys ? keys->verify(kid, algorithm, token.signed_text, from_base64url(token.signature))
           : verdict::unknown_key;
  if (found == verdict::good)
    return {};
  if (found == verdict::wrong_algorithm)
    return refuse("the token's key is for another algorithm than " + algorithm);
  if (found == verdict::bad_signature)
    return refuse("the token is not signed with the key that it names");
  if (provider_->want_newer() || !keys)
    return error{.code = errc::unavailable,
                 .message = "the token's key is not known yet; try again in a moment",
                 .after_ms = 2000};
  return refuse("the token's key (\"kid\") is none of the identity provider's");
}

result<identity> tokens::verify(std::string_view token, time_point now) const {
  auto p = token.size() <= token_bytes_max ? split(token) : std::nullopt;
  if (!p)
    return refuse("the token is no JSON Web Token of at most 8 KiB");
  if (auto good = check_signature(*p); !good)
    return good.error();
  // From here on the token was written by someone who has the key.
  json claims = object_of(p->claims);
  if (!claims.is_object())
    return refuse("the token's claims are no JSON object");
  if (text_in(claims, "iss") != issuer_)
    return refuse("the token's \"iss\" must be \"" + issuer_ + "\"");
  if (!is_for(claims, audience_))
    return refuse("the token's \"aud\" must be \"" + audience_ + "\"");
  auto user = text_in(claims, "sub");
  if (!user || !is_id(*user))
    return refuse("the token needs \"sub\", 1 to 128 visible characters without a slash");
  auto name = claims.contains("name") ? text_in(claims, "name") : user;
  if (!name || name->size() > name_bytes_max)
    return refuse("the token's \"name\" must be a text of at most 256 bytes");
  auto expires = expiry_in(claims, now, skew_);
  if (!expires)
    return expires.error();
  auto roles = roles_in(claims);
  if (!roles)
    return roles.error();
  return identity{std::move(*user), std::move(*name), *roles, *expires, {}};
}

std::string tokens::mint(const identity& who, time_point now) const {
  auto seconds = [](time_point t) {
    return std::chrono::duration_cast<std::chrono::seconds>(t.time_since_epoch()).count();
  };
  json roles = json::array();
  for (role r : all_roles)
    if (who.roles.has(r))
      roles.push_back(name_of(r));
  jwt::jwt_object token{jwt::params::algorithm("HS256"), jwt::params::secret(key_)};
  token.add_claim("iss", issuer_).add_claim("aud", audience_).add_claim("sub", who.user);
  token.add_claim("roles", roles)
      .add_claim("iat", seconds(now))
      .add_claim("exp", seconds(who.expires));
  if (!who.name.empty() && who.name != who.user)
    token.add_claim("name", who.name);
  return token.signature();
}

} // namespace earshot::runtime
