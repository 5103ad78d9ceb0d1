// The thirty days before the demo: who is in the team, what is looked for in conversations, and the
// conversations that were closed. The same commands every time for one seed.
#pragma once

#include "domain/roles.hpp"
#include "domain/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::demo {

/// A command of the admin, the connector or the manager; each one's are carried out in this order.
struct deed {
  role by = role::connector;
  std::string op;
  std::string args; ///< a JSON object
};

/// The `n`-th customer's id, from 0, and name; the past and the present share them.
std::string customer_id(std::uint64_t n);
std::string_view customer_name(std::uint64_t n);

std::vector<deed> past(std::uint64_t seed, time_point now);

} // namespace earshot::demo
