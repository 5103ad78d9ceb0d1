// What an erasure takes out of a conversation's events: the one list, for memory and log alike. An
// event of a new kind does not compile until it is decided here what of it goes.
#pragma once

#include "domain/event.hpp"

#include <optional>

namespace earshot {

/// What stands in the place of an erased customer's id; no customer may be called so.
inline constexpr std::string_view erased_customer = "erased";

/// The event without texts, names, ids and attributes of the customer, without what was noticed in
/// the texts, and without the hash of its command (which would tell what a short text was). Times,
/// scores, languages, word counts and the ids of those who served stay, so that every count does.
/// Null if it holds none of that.
event_ptr without_content(const event& e);

/// True if the conversation that begins so is this customer's. Of those who are erased nobody can
/// tell any more.
bool is_talk_of(const event& first, const customer_id& who);

/// The file of a recording that goes with the event; nullptr: there is none.
const std::string* recording_of(const event& e);

} // namespace earshot
