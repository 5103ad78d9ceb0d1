// A seller's call history on the wire: its entries, the action items in them, and what is shared
// with the seller as an example.
#pragma once

#include "domain/row.hpp"
#include "domain/seller_insights.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::protocol {

/// One conversation of the call history as this reader sees it.
struct seen_entry {
  std::optional<level> lvl; ///< as the reader may see it
  bool private_comments = false;
  const tracked_names* tracked = nullptr;
};
std::string history_entry_json(const history_entry& e, const seen_entry& sees);
/// `entries` are finished JSON; `next` empty: there are no more.
std::string history_result(const std::vector<std::string>& entries, std::string_view next,
                           std::size_t total);

/// {"items":[{"conversation","item","message","text","state","at"}…]}, `at` of the conversation's
/// last message. At most `items_max`, the newest first.
inline constexpr std::size_t items_max = 1'000;
std::string items_result(const user_id& seller, const seller_history& history,
                         const insight_period& period, std::optional<item_state> state);

/// {"conversation","by","at","until"?,"state":"shared" or "taken_back"}
std::string example_json(const conversation_id& c, const example& x, time_point now);
/// Each is an `example_json`.
std::string examples_result(const user_id& seller, const std::vector<std::string>& examples);

} // namespace earshot::protocol
