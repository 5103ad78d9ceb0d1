// What a conversation's sellers need to know of it, beside the figures: who mentioned what, who
// asked, what was promised, what was said about it. Read from the events.
#pragma once

#include "domain/event.hpp"
#include "domain/row.hpp"

#include <span>
#include <vector>

namespace earshot {

/// In the order of their numbers.
std::vector<action_item> action_items_of(std::span<const event_ptr> events);

/// One row for each part. REQUIRES: `parts` are of these events.
std::vector<part_row> part_rows_of(std::span<const event_ptr> events,
                                   std::vector<seller_parts::part> parts);

} // namespace earshot
