#include "runtime/key_set.hpp"
#include "runtime/key_source.hpp"
#include "runtime/tokens.hpp"

#include "tests/catch.hpp"
#include "tests/support/scratch_folder.hpp"

#include <nlohmann/json.hpp>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

using namespace earshot;
using namespace earshot::runtime;
using nlohmann::json;

namespace {

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

/// One number of a key, as big-endian bytes; at least `width` of them.
std::string number_of(EVP_PKEY* key, const char* name, int width = 0) {
  BIGNUM* n = nullptr;
  REQUIRE(EVP_PKEY_get_bn_param(key, name, &n) == 1);
  std::string bytes(static_cast<std::size_t>(std::max(width, BN_num_bytes(n))), '\0');
  BN_bn2binpad(n, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  BN_free(n);
  return bytes;
}

/// An identity provider's key pair.
struct provider_key {
  std::string kid, algorithm;
  std::shared_ptr<EVP_PKEY> pair;

  static provider_key rsa(std::string kid, unsigned bits = 2048) {
    return {std::move(kid), "RS256", {EVP_RSA_gen(bits), EVP_PKEY_free}};
  }
  static provider_key curve(std::string kid) {
    return {std::move(kid), "ES256", {EVP_EC_gen("P-256"), EVP_PKEY_free}};
  }

  json jwk() const {
    json j{{"kid", kid}, {"use", "sig"}, {"alg", algorithm}};
    if (algorithm == "RS256") {
      j["kty"] = "RSA";
      j["n"] = base64url(number_of(pair.get(), OSSL_PKEY_PARAM_RSA_N));
      j["e"] = base64url(number_of(pair.get(), OSSL_PKEY_PARAM_RSA_E));
    } else {
      j["kty"] = "EC";
      j["crv"] = "P-256";
      j["x"] = base64url(number_of(pair.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32));
      j["y"] = base64url(number_of(pair.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32));
    }
    return j;
  }

  std::string sign(std::string_view text) const {
    std::shared_ptr<EVP_MD_CTX> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    REQUIRE(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, pair.get()) == 1);
    std::string out(1024, '\0');
    std::size_t size = out.size();
    REQUIRE(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size,
                           reinterpret_cast<const unsigned char*>(text.data()), text.size())
            == 1);
    out.resize(size);
    return algorithm == "RS256" ? out : raw(out);
  }

  /// r and s, 32 bytes each, out of OpenSSL's DER.
  static std::string raw(const std::string& der) {
    auto* at = reinterpret_cast<const unsigned char*>(der.data());
    std::shared_ptr<ECDSA_SIG> pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())),
                                    ECDSA_SIG_free);
    std::string out(64, '\0');
    auto* bytes = reinterpret_cast<unsigned char*>(out.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), bytes, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), bytes + 32, 32);
    return out;
  }
};

std::string set_of(const std::vector<json>& keys) { return json{{"keys", keys}}.dump(); }

const auto rsa = provider_key::rsa("r1");
const auto curve = provider_key::curve("e1");

} // namespace

TEST_CASE("Each key verifies what it signed, by its own algorithm") {
  const auto keys = key_set::parse(set_of({rsa.jwk(), curve.jwk()}));
  REQUIRE(keys);
  CHECK(keys->size() == 2);
  using verdict = key_set::verdict;
  for (const auto* key : {&rsa, &curve}) {
    CAPTURE(key->kid);
    const auto* other = key == &rsa ? &curve : &rsa;
    auto signature = key->sign("text");
    const auto check = [&](const std::string& kid, const std::string& algorithm) {
      return keys->verify(kid, algorithm, "text", signature);
    };
    CHECK(check(key->kid, key->algorithm) == verdict::good);
    CHECK(check(key->kid, other->algorithm) == verdict::wrong_algorithm);
    CHECK(check(key->kid, "HS256") == verdict::wrong_algorithm);
    CHECK(check(other->kid, other->algorithm) == verdict::bad_signature);
    CHECK(check("x", key->algorithm) == verdict::unknown_key);
    CHECK(keys->verify(key->kid, key->algorithm, "texts", signature) == verdict::bad_signature);
    signature.back() = static_cast<char>(signature.back() ^ 1);
    CHECK(check(key->kid, key->algorithm) == verdict::bad_signature);
    for (std::size_t size : {0u, 1u, 63u, 65u, 5000u}) {
      signature.resize(size);
      CHECK(check(key->kid, key->algorithm) == verdict::bad_signature);
    }
  }
}

TEST_CASE("Keys for other uses are left aside") {
  auto secret = json{{"kty", "oct"}, {"kid", "s"}, {"k", "AAAA"}};
  auto encrypting = provider_key::rsa("enc").jwk();
  encrypting["use"] = "enc";
  auto bigger = curve.jwk();
  bigger["crv"] = "P-384";
  auto pss = provider_key::rsa("pss").jwk();
  pss["alg"] = "PS256";
  const auto keys = key_set::parse(set_of({secret, encrypting, bigger, pss, rsa.jwk()}));
  REQUIRE(keys);
  CHECK(keys->size() == 1);
  CHECK_FALSE(key_set::parse(set_of({secret, encrypting, bigger, pss})));
}

TEST_CASE("A set with a bad key is refused whole") {
  auto bad = [](json jwk) { return !key_set::parse(set_of({std::move(jwk), curve.jwk()})); };
  auto with = [](json jwk, const char* field, json value) {
    jwk[field] = std::move(value);
    return jwk;
  };
  CHECK(bad(provider_key::rsa("small", 1024).jwk()));
  CHECK(bad(with(rsa.jwk(), "kid", 7)));
  CHECK(bad(with(rsa.jwk(), "kid", "e1"))); // the same as the other's
  CHECK(bad(with(rsa.jwk(), "n", "!")));
  CHECK(bad(with(rsa.jwk(), "e", "AQ"))); // 1
  auto off = curve.jwk();
  off["kid"] = "off";
  off["x"] = base64url(std::string(32, '\1'));
  CHECK(bad(off));
  for (auto text : {"", "[]", "{}", "{\"keys\":7}", "{\"keys\":[]}", "{\"keys\":[7,null]}", "\xff"})
    CHECK_FALSE(key_set::parse(text));
  CHECK_FALSE(key_set::parse("{\"keys\":[" + std::string(key_set::text_bytes_max, ' ') + "]}"));
}

TEST_CASE("Base64url is read as RFC 4648 has it") {
  CHECK(from_base64url("") == "");
  CHECK(from_base64url("TQ") == "M");
  CHECK(from_base64url("TWE") == "Ma");
  CHECK(from_base64url("TWFu") == "Man");
  CHECK(from_base64url("-_8") == "\xfb\xff");
  for (auto bad : {"T", "TQ==", "T Q", "+/8", "TWF\n"})
    CHECK(from_base64url(bad).empty());
}

TEST_CASE("Tokens of an identity provider are accepted beside our own") {
  const time_point now = *from_rfc3339("2026-11-22T09:00:00.000Z");
  const auto now_s = now.time_since_epoch().count() / 1000;
  tests::scratch_folder folder;
  config::auth_options options;
  options.jwks_file = folder.write("keys.json", set_of({rsa.jwk(), curve.jwk()}));
  key_source source(options, {});
  REQUIRE(source.start());
  const std::string key(32, 'k');
  const tokens both(key, options, &source), theirs_only("", options, &source), ours_only(key, {});
  const json claims{{"iss", "earshot"},
                    {"aud", "earshot"},
                    {"sub", "mette"},
                    {"roles", {"agent"}},
                    {"exp", now_s + 60}};
  const auto token = [&](const provider_key& by, json header) {
    const auto text = base64url(header.dump()) + "." + base64url(claims.dump());
    return text + "." + base64url(by.sign(text));
  };
  for (const auto* by : {&rsa, &curve}) {
    const json header{{"alg", by->algorithm}, {"kid", by->kid}};
    CHECK(both.verify(token(*by, header), now));
    CHECK(theirs_only.verify(token(*by, header), now));
    CHECK_FALSE(ours_only.verify(token(*by, header), now));
    CHECK_FALSE(both.verify(token(*by, header), now + std::chrono::minutes(3)));
    CHECK_FALSE(both.verify(token(*by, {{"alg", by->algorithm}}), now)); // which key?
    CHECK_FALSE(both.verify(token(*by, {{"alg", "HS256"}, {"kid", by->kid}}), now));
    CHECK_FALSE(both.verify(token(*by, {{"alg", "none"}, {"kid", by->kid}}), now));
  }
  CHECK_FALSE(both.verify(token(rsa, {{"alg", "RS256"}, {"kid", "e1"}}), now));
  CHECK_FALSE(both.verify(token(rsa, {{"alg", "ES256"}, {"kid", "e1"}}), now));
  const auto own = ours_only.mint({"olli", "", {role::agent}, now + std::chrono::hours(1)}, now);
  CHECK(both.verify(own, now));
  CHECK_FALSE(theirs_only.verify(own, now));

  SECTION("and a file that is read again may be bad: the old keys stay") {
    folder.write("keys.json", "{}");
    CHECK_FALSE(source.reload());
    CHECK(both.verify(token(rsa, {{"alg", "RS256"}, {"kid", "r1"}}), now));
    folder.write("keys.json", set_of({curve.jwk()}));
    CHECK(source.reload());
    CHECK_FALSE(both.verify(token(rsa, {{"alg", "RS256"}, {"kid", "r1"}}), now));
  }
}
