// The states of a conversation and which may follow which.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace earshot {

enum class status : std::uint8_t { bot, open, active, waiting, wrap_up, closed };

constexpr std::string_view name_of(status s) {
  constexpr std::array<std::string_view, 6> names{"bot",     "open",    "active",
                                                  "waiting", "wrap_up", "closed"};
  return names[static_cast<std::size_t>(s)];
}

/// Row: from; column: to. A transition to the same state is none.
inline constexpr std::array<std::array<bool, 6>, 6> transitions{{
    //  bot  open active waiting wrap_up closed
    {{0, 1, 0, 0, 0, 1}}, // bot
    {{0, 0, 1, 0, 0, 1}}, // open
    {{0, 1, 0, 1, 1, 1}}, // active
    {{0, 1, 1, 0, 1, 1}}, // waiting
    {{0, 0, 0, 0, 0, 1}}, // wrap_up
    {{0, 0, 0, 0, 0, 0}}, // closed
}};

constexpr bool may_follow(status from, status to) {
  return transitions[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)];
}

/// In these states messages are refused; notes and comments are not.
constexpr bool is_over(status s) { return s == status::wrap_up || s == status::closed; }

} // namespace earshot
