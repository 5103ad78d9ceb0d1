// Tokens for simulated users, made from the server's own key.
#pragma once

#include "runtime/tokens.hpp"

#include <string>

namespace earshot::load {

class badges {
public:
  explicit badges(std::string key) : tokens_(std::move(key), config::auth_options{}) {}

  /// A token that holds for a day.
  std::string badge(const user_id& user, role_set roles, std::string name = {}) const {
    const auto now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
    return tokens_.mint({user, std::move(name), roles, now + std::chrono::hours(24)}, now);
  }

private:
  runtime::tokens tokens_;
};

} // namespace earshot::load
