// Reads queries about sellers and teams.
#pragma once

#include "protocol/field_reader.hpp"
#include "protocol/messages.hpp"

namespace earshot::protocol {

/// REQUIRES: `asked` is one of `seller.insights`, `.figure`, `.history`, `.examples` and
/// `action_items`.
seller_query read_seller_query(field_reader args, ask asked);

ask_team read_team_query(field_reader args);

ask_median read_median(field_reader args);

ask_transcript read_transcript(field_reader args);

} // namespace earshot::protocol
