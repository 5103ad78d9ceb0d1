// What the server says about sellers.
#pragma once

#include "domain/conversation.hpp"
#include "domain/directory.hpp"
#include "domain/part_rows.hpp"
#include "domain/seller_insights.hpp"
#include "protocol/encode.hpp"
#include "protocol/json_writer.hpp"

namespace earshot::protocol {

/// A figure of one conversation, for each seller whose part the reader may see.
std::string kpis_result(const conversation_id& c, const kpis& whole,
                        const std::vector<seller_parts::part>& parts);
std::string insights_json(const user_id& seller, const insights& i);
std::string figure_result(const user_id& seller, figure f, const std::vector<figure_source>& all);
/// Sellers this user may see, with how to reach them.
std::string sellers_result(const viewer& who, const directory& d);

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

std::string seller_snapshot(const stream_place& place, const std::string& insights);
/// `body` is finished JSON.
std::string seller_event(const stream_place& place, std::string_view kind, std::string_view body);

/// {"mean","pooled","n","unit","basis"?}
void write_figure(json_writer& w, const period_figures& from, figure f);

} // namespace earshot::protocol
