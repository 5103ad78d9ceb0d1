#include "runtime/key_set.hpp"

#include <nlohmann/json.hpp>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <vector>

namespace earshot::runtime {
namespace {

using nlohmann::json;

template <auto Free>
struct freed {
  template <class T>
  void operator()(T* t) const {
    Free(t);
  }
};
template <class T, auto Free>
using owned = std::unique_ptr<T, freed<Free>>;

using number = owned<BIGNUM, BN_free>;
using parameters = owned<OSSL_PARAM, OSSL_PARAM_free>;
using builder = owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;

constexpr std::string_view rs256 = "RS256", es256 = "ES256";
constexpr std::size_t coordinate_bytes = 32; // of P-256

error wrong(std::string message) { return {errc::invalid_field, std::move(message)}; }

const unsigned char* bytes_of(std::string_view s) {
  return reinterpret_cast<const unsigned char*>(s.data());
}

number number_of(std::string_view big_endian) {
  return number(BN_bin2bn(bytes_of(big_endian), static_cast<int>(big_endian.size()), nullptr));
}

std::string text_in(const json& of, const char* name) {
  auto it = of.find(name);
  return it != of.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::shared_ptr<EVP_PKEY> key_from(const char* kind, OSSL_PARAM_BLD* described) {
  parameters values(OSSL_PARAM_BLD_to_param(described));
  owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> made(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (!values || !made || EVP_PKEY_fromdata_init(made.get()) != 1
      || EVP_PKEY_fromdata(made.get(), &key, EVP_PKEY_PUBLIC_KEY, values.get()) != 1)
    return nullptr;
  return {key, EVP_PKEY_free};
}

std::shared_ptr<EVP_PKEY> rsa_key(const json& jwk) {
  const auto n = number_of(from_base64url(text_in(jwk, "n")));
  const auto e = number_of(from_base64url(text_in(jwk, "e")));
  const int bits = n ? BN_num_bits(n.get()) : 0;
  if (!e || bits < 2048 || bits > 8192 || BN_num_bits(e.get()) < 2 || BN_num_bits(e.get()) > 64)
    return nullptr;
  builder b(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(b.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(b.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return key_from("RSA", b.get());
}

std::shared_ptr<EVP_PKEY> curve_key(const json& jwk) {
  const auto x = from_base64url(text_in(jwk, "x")), y = from_base64url(text_in(jwk, "y"));
  if (x.size() != coordinate_bytes || y.size() != coordinate_bytes)
    return nullptr;
  const std::string point = '\x04' + x + y; // SEC 1, 2.3.3: not compressed
  builder b(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(b.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(b.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return key_from("EC", b.get()); // refuses a point that is not on the curve
}

/// A token's r and s, one after the other, as the DER that OpenSSL wants; empty if they are none.
std::vector<unsigned char> der_of(std::string_view signature) {
  if (signature.size() != 2 * coordinate_bytes)
    return {};
  owned<ECDSA_SIG, ECDSA_SIG_free> pair(ECDSA_SIG_new());
  ECDSA_SIG_set0(pair.get(), number_of(signature.substr(0, coordinate_bytes)).release(),
                 number_of(signature.substr(coordinate_bytes)).release());
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &der);
  std::vector<unsigned char> out(der, der + std::max(size, 0));
  OPENSSL_free(der);
  return out;
}

} // namespace

std::string from_base64url(std::string_view text) {
  std::string padded(text);
  for (char& c : padded) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!letter && c != '-' && c != '_')
      return {};
    c = c == '-' ? '+' : c == '_' ? '/' : c;
  }
  const std::size_t missing = (4 - padded.size() % 4) % 4;
  if (missing == 3)
    return {};
  padded.append(missing, '=');
  std::string out(padded.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes_of(padded),
                                   static_cast<int>(padded.size()));
  if (size < 0)
    return {};
  out.resize(static_cast<std::size_t>(size) - missing);
  return out;
}

result<key_set> key_set::parse(std::string_view text) {
  const json whole = text.size() <= text_bytes_max
                         ? json::parse(text, nullptr, /*allow_exceptions=*/false)
                         : json();
  if (!whole.is_object() || !whole.contains("keys") || !whole["keys"].is_array())
    return wrong("this is no JSON Web Key Set: an object with a list \"keys\" of at most 256 KiB");
  key_set found;
  for (const json& jwk : whole["keys"]) {
    const std::string kind = text_in(jwk, "kty");
    const bool rsa = kind == "RSA", curve = kind == "EC" && text_in(jwk, "crv") == "P-256";
    const std::string use = text_in(jwk, "use"), algorithm = text_in(jwk, "alg");
    const std::string_view ours = rsa ? rs256 : es256;
    if ((!rsa && !curve) || (!use.empty() && use != "sig")
        || (!algorithm.empty() && algorithm != ours))
      continue;
    const std::string kid = text_in(jwk, "kid");
    if (kid.empty())
      return wrong("a key of the set has no \"kid\" to be found by");
    auto point = rsa ? rsa_key(jwk) : curve_key(jwk);
    if (!point)
      return wrong("the key \"" + kid + "\" is no "
                   + (rsa ? "RSA key of 2048 to 8192 bits" : "point of the curve P-256"));
    if (!found.keys_.emplace(kid, key{ours, std::move(point)}).second)
      return wrong("two keys of the set have the \"kid\" \"" + kid + "\"");
  }
  if (found.keys_.empty())
    return wrong("the set has no RSA key and no P-256 key for signatures");
  return found;
}

key_set::verdict key_set::verify(const std::string& kid, std::string_view algorithm,
                                 std::string_view signed_text, std::string_view signature) const {
  const auto it = keys_.find(kid);
  if (it == keys_.end())
    return verdict::unknown_key;
  const key& k = it->second;
  if (algorithm != k.algorithm)
    return verdict::wrong_algorithm;
  const auto der = algorithm == es256
                       ? der_of(signature)
                       : std::vector<unsigned char>(signature.begin(), signature.end());
  owned<EVP_MD_CTX, EVP_MD_CTX_free> check(EVP_MD_CTX_new());
  const bool good =
      !der.empty()
      && EVP_DigestVerifyInit(check.get(), nullptr, EVP_sha256(), nullptr, k.point.get()) == 1
      && EVP_DigestVerify(check.get(), der.data(), der.size(), bytes_of(signed_text),
                          signed_text.size())
             == 1;
  return good ? verdict::good : verdict::bad_signature;
}

} // namespace earshot::runtime
