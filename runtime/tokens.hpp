// Who comes in: JSON Web Tokens (RFC 7519), signed by HS256 with our key, or by RS256 or ES256 with
// one of an identity provider. Each key verifies by its own algorithm and no other. `verify` may be
// called from any thread. Knows no queues: what a role may do is decided elsewhere.
#pragma once

#include "config/options.hpp"
#include "domain/ids.hpp"
#include "domain/result.hpp"
#include "domain/roles.hpp"
#include "domain/time.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace earshot::runtime {

class key_source;
struct console_login;
struct token_parts;

struct identity {
  user_id user;
  std::string name; ///< for people; the id where the token has none
  role_set roles;
  time_point expires = {}; ///< `exp` as it stands; the tolerated skew comes on top
  std::shared_ptr<console_login> login = {}; ///< where the console's cookie has let them in
};

class tokens {
public:
  static constexpr std::size_t token_bytes_max = 8 * 1024;

  /// `key`: at least 32 bytes, as `read_key` gives them; empty: HS256 is not accepted.
  /// `provider`, if there is one, outlives this.
  tokens(std::string key, const config::auth_options& options, key_source* provider = nullptr);

  /// The user a token speaks of. It must be signed as said above, have `iss` and `aud` as
  /// configured (`aud` may be a list that holds ours), `sub` an id, `roles` a list of role names,
  /// and an `exp` that is not past by more than the skew; `nbf` and `iat`, if present, are not
  /// ahead by more. Claims are looked at only once the signature is right. Every error is
  /// `unauthenticated`, but `unavailable` where the provider is being asked for a key we do not
  /// know.
  result<identity> verify(std::string_view token, time_point now) const;

  /// A token for `who` that `verify` accepts until `who.expires`.
  std::string mint(const identity& who, time_point now) const;

private:
  result<void> check_signature(const token_parts& token) const;
  result<void> ask_provider(const token_parts& token, const std::string& kid,
                            const std::string& algorithm) const;

  std::string key_;
  key_source* provider_;
  std::string issuer_;
  std::string audience_;
  std::chrono::seconds skew_;
};

} // namespace earshot::runtime
