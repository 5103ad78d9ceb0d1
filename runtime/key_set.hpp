// The public keys of an identity provider: a JSON Web Key Set (RFC 7517). Each key has one
// algorithm and verifies with no other. Immutable once read.
#pragma once

#include "domain/result.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st; // OpenSSL's EVP_PKEY

namespace earshot::runtime {

/// The bytes behind base64url without padding (RFC 4648, 5); empty where it is none.
std::string from_base64url(std::string_view text);

class key_set {
public:
  enum class verdict { good, bad_signature, unknown_key, wrong_algorithm };

  static constexpr std::size_t text_bytes_max = 256 * 1024;

  /// Takes RSA keys of 2048 to 8192 bits for RS256 and keys on the curve P-256 for ES256; others,
  /// and keys that are not for signatures, are left aside. `invalid_field` if it is no key set, if
  /// a key of these kinds is broken or has no `kid`, if two have the same, or if none is left.
  static result<key_set> parse(std::string_view json);

  std::size_t size() const { return keys_.size(); }

  /// `signature`: the bytes as they stand in a token (RFC 7518, 3.3 and 3.4).
  verdict verify(const std::string& kid, std::string_view algorithm, std::string_view signed_text,
                 std::string_view signature) const;

private:
  struct key {
    std::string_view algorithm; ///< "RS256" or "ES256"
    std::shared_ptr<evp_pkey_st> point;
  };

  std::map<std::string, key> keys_; // by `kid`
};

} // namespace earshot::runtime
