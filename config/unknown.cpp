#include "config/unknown.hpp"

#include "config/keys.hpp"
#include "config/nearest.hpp"

#include <algorithm>

namespace earshot::config {
namespace {

std::string in_quotes(std::string_view s) { return "\"" + std::string(s) + "\""; }

std::string in_capitals(std::string_view name) {
  std::string s(name);
  std::transform(s.begin(), s.end(), s.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return s;
}

/// The section that does know this key, if there is one.
std::string_view home_of(std::string_view name) {
  for (const section& s : sections())
    for (const auto& k : s.keys)
      if (k.rule.name == name)
        return s.name;
  return {};
}

} // namespace

std::string instead_of(std::string_view name, std::span<const std::string_view> known) {
  if (auto meant = nearest(name, known))
    return "; did you mean " + in_quotes(*meant) + "?";
  std::string all;
  for (std::string_view k : known)
    all += (all.empty() ? "" : ", ") + std::string(k);
  return "; there is " + all;
}

std::string instead_of_key(std::string_view section_name, std::string_view name) {
  if (auto home = home_of(name); !home.empty())
    return "; it belongs in [" + std::string(home) + "]";
  std::vector<std::string_view> known;
  for (const section& s : sections())
    if (s.name == section_name)
      for (const auto& k : s.keys)
        known.push_back(k.rule.name);
  return instead_of(name, known);
}

std::string instead_of_section(std::string_view name) {
  if (auto home = home_of(name); !home.empty())
    return "; it belongs in [" + std::string(home) + "]";
  std::vector<std::string_view> known;
  for (const section& s : sections())
    known.push_back(s.name);
  known.insert(known.end(), {"sentiment", "queue", "team"});
  return instead_of(name, known);
}

bool is_option_without_section(std::string_view words) {
  for (const section& s : sections())
    for (const auto& k : s.keys)
      if (in_capitals(k.rule.name) == words)
        return true;
  return false;
}

std::string instead_of_variable(std::string_view name) {
  std::string_view words = name.substr(std::string_view("EARSHOT_").size());
  for (const section& s : sections())
    for (const auto& k : s.keys)
      if (in_capitals(k.rule.name) == words)
        return "; did you mean " + variable_name(s.name, k.rule.name) + "?";
  std::vector<std::string> names;
  for (const section& s : sections())
    for (const auto& k : s.keys)
      names.push_back(variable_name(s.name, k.rule.name));
  std::vector<std::string_view> views(names.begin(), names.end());
  if (auto meant = nearest(name, views))
    return "; did you mean " + std::string(*meant) + "?";
  return "; EARSHOT_SERVER_LISTEN stands for listen in [server], and so with all others";
}

std::string variable_name(std::string_view section, std::string_view name) {
  return "EARSHOT_" + in_capitals(section) + "_" + in_capitals(name);
}

} // namespace earshot::config
