// What a queue's member knows, as a person writes it: "mette=da,billing".
#pragma once

#include "domain/commands.hpp"

#include <optional>
#include <string_view>

namespace earshot::config {

/// A member and 1 to `skills_max` skills, each an id; nothing for anything else.
std::optional<skill_lists::value_type> parse_skills(std::string_view text);

} // namespace earshot::config
