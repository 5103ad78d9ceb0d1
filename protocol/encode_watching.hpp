// What supervisors add to a conversation and see of it: whispers, the turning point and alerts, as
// pieces of JSON. Included by the encoders only.
#pragma once

#include "domain/conversation.hpp"
#include "protocol/encode.hpp"
#include "protocol/json_writer.hpp"

namespace earshot::protocol {

/// Whispers are for the agent they were meant for and the supervisors: an agent reads those of the
/// time since the conversation is theirs.
bool may_read(const whispered& x, const conversation& c, const audience& who);

/// The newest that fit into a small part of a snapshot; no field for whoever may read none.
void write_whispers(json_writer& w, const conversation& c, const audience& who);

/// The field `turning_point`; null: the mood never fell.
void write_turning_point(json_writer& w, const turning_point& t);

/// An alert's body. `state` is raised, taken, ignored or cleared.
void write_alert(json_writer& w, const conversation_row& r, const shown_alert& a,
                 std::string_view state, bool detail);

/// The state of an alert that is open: what a supervisor made of it, or "raised".
std::string_view name_of_state(const std::optional<alert_answer>& answer);

} // namespace earshot::protocol
