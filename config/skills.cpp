#include "config/skills.hpp"

#include <algorithm>

namespace earshot::config {

std::optional<skill_lists::value_type> parse_skills(std::string_view text) {
  auto equals = text.find('=');
  if (equals == text.npos || !is_id(text.substr(0, equals)))
    return std::nullopt;
  skill_lists::value_type found{std::string(text.substr(0, equals)), {}};
  std::string_view rest = text.substr(equals + 1);
  while (found.second.size() < skills_max) {
    auto comma = std::min(rest.find(','), rest.size());
    if (!is_id(rest.substr(0, comma)))
      return std::nullopt;
    found.second.emplace_back(rest.substr(0, comma));
    if (comma == rest.size())
      return found;
    rest.remove_prefix(comma + 1);
  }
  return std::nullopt;
}

} // namespace earshot::config
