// Who a user may be. A token names the roles; which queues and teams they hold for, the server
// knows.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace earshot {

enum class role : std::uint8_t {
  connector,  ///< the program that brings a channel in and carries replies out
  agent,      ///< serves customers; the same person is a *seller* on the insights side
  supervisor, ///< watches the queues that name them
  manager,    ///< sees and coaches the sellers of a team
  admin,      ///< makes queues and teams, changes what others may not
};

inline constexpr std::array<role, 5> all_roles{role::connector, role::agent, role::supervisor,
                                               role::manager, role::admin};

constexpr std::string_view name_of(role r) {
  constexpr std::array<std::string_view, 5> names{"connector", "agent", "supervisor", "manager",
                                                  "admin"};
  return names[static_cast<std::size_t>(r)];
}

/// The role of that name, exactly as written in a token; "seller" is another word for `agent`.
constexpr std::optional<role> role_from(std::string_view name) {
  if (name == "seller")
    return role::agent;
  for (role r : all_roles)
    if (name == name_of(r))
      return r;
  return std::nullopt;
}

/// The roles of one user: a value, one byte. Iterate with `all_roles` and `has`.
class role_set {
public:
  constexpr role_set() = default;
  constexpr role_set(std::initializer_list<role> roles) {
    for (role r : roles)
      add(r);
  }

  constexpr void add(role r) { bits_ = static_cast<std::uint8_t>(bits_ | bit(r)); }
  constexpr bool has(role r) const { return (bits_ & bit(r)) != 0; }
  constexpr bool has_any(role_set other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool empty() const { return bits_ == 0; }

  friend constexpr bool operator==(role_set, role_set) = default;

private:
  static constexpr std::uint8_t bit(role r) {
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(r));
  }

  std::uint8_t bits_ = 0;
};

} // namespace earshot
