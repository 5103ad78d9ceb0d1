// Pages of a queue's open conversations in an order. A page goes on where the one before ended,
// also if rows came, went or changed their place meanwhile.
#pragma once

#include "domain/result.hpp"
#include "domain/row_set.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace earshot {

/// Which rows a reader gets, and in which order.
struct wall_view {
  wall_order order = wall_order::risk;
  bool open_only = false; ///< only those that wait for an agent
  bool sees_mood = false; ///< else risk is the waiting time alone: an order must tell no level
};

struct wall_page {
  std::vector<row_ptr> rows;
  std::size_t total = 0; ///< on all pages
  std::string next;      ///< begins the next page; empty: this is the last
};

/// The `after` that goes on behind this row.
std::string cursor_after(const conversation_row& r, const wall_view& view);

/// Risk: by level, the worst first, then by the longest unanswered customer. Waiting: by that
/// alone. Opened: the oldest first. `after` is `next` of the page before, or empty; error:
/// invalid_field, if it is neither.
result<wall_page> page_of(const row_set& rows, const wall_view& view, std::size_t limit,
                          std::string_view after);

} // namespace earshot
