// What the server says about teams.
#pragma once

#include "domain/directory.hpp"
#include "domain/seller_insights.hpp"
#include "domain/team_overview.hpp"

#include <string>

namespace earshot::protocol {

std::string overview_json(const team_id& team, const insight_period& period, const team_overview& o,
                          const directory& d);

/// {"team","from","to","sellers":n,"median":{figure: number or null}}
std::string
median_json(const team_id& team, const insight_period& period, std::size_t sellers,
            const std::array<std::optional<team_overview::spread>, figures_count>& medians);

} // namespace earshot::protocol
