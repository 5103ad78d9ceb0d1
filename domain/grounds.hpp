// On what a right rests, and what one row of the table of rights (`domain/rights.hpp`) gives to
// whom.
#pragma once

#include "domain/roles.hpp"

#include <array>
#include <string_view>

namespace earshot {

/// What the right of a role rests on.
enum class ground : std::uint8_t {
  none,             ///< no right
  role,             ///< the role is enough
  its_connector,    ///< it came in through them
  its_agent,        ///< they serve it
  its_reader,       ///< they serve it, have served it, or it is shared with them
  its_seller,       ///< they sold in it
  offered,          ///< it is offered to them
  queue_member,     ///< of its queue
  queue_supervisor, ///< of its queue; never of one's own conversation
  joined,           ///< the same, and they have joined it
  team_manager,     ///< of its seller, or of the team; never of oneself
  team_seller,      ///< they sell in the team
  author,           ///< they wrote it, and still have to do with the conversation
  oneself,          ///< it is they themselves
  told_no,          ///< no right; but as they see what it is about, they are told `forbidden`
};

struct ground_text {
  std::string_view name;
  std::string_view meaning;
};

inline constexpr std::array<ground_text, 15> ground_texts{{
    {"none", "no right"},
    {"role", "the role is enough"},
    {"its_connector", "it came in through them"},
    {"its_agent", "they serve it"},
    {"its_reader", "they serve it, have served it, or it is shared with them"},
    {"its_seller", "they sold in it"},
    {"offered", "it is offered to them"},
    {"queue_member", "they are a member of its queue"},
    {"queue_supervisor", "they supervise its queue, and do not serve it themselves"},
    {"joined", "they supervise its queue and have joined it"},
    {"team_manager", "they manage its seller, or the team"},
    {"team_seller", "they sell in the team"},
    {"author", "they wrote it, and still have to do with the conversation"},
    {"oneself", "it is they themselves"},
    {"told_no", "no right; where they see what it is about, `forbidden` instead of `not_found`"},
}};

constexpr const ground_text& text_of(ground g) { return ground_texts[static_cast<std::size_t>(g)]; }

/// The grounds of one row, by who asks.
struct grants {
  ground anyone = ground::none;    ///< also without a token
  ground signed_in = ground::none; ///< with a good token, whatever its roles
  ground connector = ground::none;
  ground agent = ground::none;
  ground supervisor = ground::none;
  ground manager = ground::none;
  ground admin = ground::none;

  constexpr ground of(role r) const {
    const std::array<ground, 5> by_role{connector, agent, supervisor, manager, admin};
    return by_role[static_cast<std::size_t>(r)];
  }
  /// Those that have the right on some ground.
  constexpr role_set roles() const {
    role_set all;
    for (role r : all_roles)
      if (of(r) != ground::none && of(r) != ground::told_no)
        all.add(r);
    return all;
  }
  constexpr bool for_all_signed_in() const {
    return anyone != ground::none || signed_in != ground::none;
  }
  /// True if these roles may have the right: what it rests on is still to be looked up.
  constexpr bool allow(role_set has) const { return for_all_signed_in() || roles().has_any(has); }
  /// True if a refusal depends on what is asked about, too.
  constexpr bool concern(role_set has) const {
    bool any = allow(has);
    for (role r : all_roles)
      any = any || (has.has(r) && of(r) == ground::told_no);
    return any;
  }
};

} // namespace earshot
