// One page of a seller's call history: filtered, sorted, and where the next one begins.
#pragma once

#include "domain/result.hpp"
#include "domain/seller_insights.hpp"
#include "protocol/seller_queries.hpp"

#include <functional>
#include <optional>
#include <string>

namespace earshot::actors {

/// The finished result. `sees`: an entry's level as the reader may see it. Refusal: invalid_field
/// for an `after` that is of no page.
result<std::string>
history_page(const seller_history& history, const insight_period& period,
             const protocol::ask_calls& asked, const tracked_names& tracked,
             const std::function<std::optional<level>(const history_entry&)>& sees,
             bool private_comments);

} // namespace earshot::actors
