// A seller's or a team's period as a file: CSV (RFC 4180) or a JSON object a line, with what the
// columns mean at its head. Rows are those of `seller.history`, with the rights of whoever asks.
#pragma once

#include "domain/seller_insights.hpp"
#include "protocol/seller_queries.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace earshot::protocol {

/// Nothing where a name is none of them.
std::optional<asked_export::form> export_form_from(std::string_view name);
std::optional<asked_export::rows> export_rows_from(std::string_view name);

/// What stands before the rows: of whom ("seller/mette"), of when, what every column means; in CSV
/// as lines that begin with '#', then the names of the columns.
std::string export_head(std::string_view of, const insight_period& period, time_point now,
                        const asked_export& asked);

/// One seller, as the reader may see them.
struct exported_seller {
  const user_id& seller;
  const seller_history& history;
  const insight_period& period;
  const tracked_names& tracked;
  std::function<std::optional<level>(const history_entry&)> sees;
  bool private_comments = false;
};

/// The rows, the oldest first; in JSONL a line with the seller's insights before them. Texts that a
/// spreadsheet would take for a formula begin with an apostrophe in CSV.
std::string export_lines(const exported_seller& from, const asked_export& asked);

} // namespace earshot::protocol
