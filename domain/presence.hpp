// Whether an agent takes conversations. One per person: all sessions of one user agree on it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace earshot {

/// Only `available` is offered conversations; every other one keeps what it has.
enum class presence : std::uint8_t { available, busy, away, offline };

constexpr std::string_view name_of(presence p) {
  constexpr std::array<std::string_view, 4> names{"available", "busy", "away", "offline"};
  return names[static_cast<std::size_t>(p)];
}

} // namespace earshot
