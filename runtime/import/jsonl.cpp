#include "runtime/import/row.hpp"

#include <nlohmann/json.hpp>

namespace earshot::imports {

namespace {

std::string text_of(const nlohmann::json& v) {
  if (v.is_string())
    return v.get<std::string>();
  if (v.is_object()) // an author as the wire has it
    return v.contains("role") && v["role"].is_string() ? v["role"].get<std::string>()
                                                       : std::string{};
  return v.is_number() ? v.dump() : std::string{};
}

bool too_deep(std::string_view line) { // a row is flat; a tree of a million floors would crash
  int depth = 0;
  for (char c : line)
    if ((c == '{' || c == '[') && ++depth > 64)
      return true;
  return false;
}

std::string cell_of_object(const nlohmann::json& row, const std::string& name,
                           const mapping& names) {
  if (auto given = names.columns.find(name); given != names.columns.end()) {
    auto it = row.find(given->second);
    return it == row.end() ? std::string{} : text_of(*it);
  }
  for (const std::string& theirs : known_names().at(name))
    if (auto it = row.find(theirs); it != row.end())
      return text_of(*it);
  return {};
}

} // namespace

transcript read_jsonl(std::string_view text, const mapping& names) {
  transcript out;
  for (std::size_t line = 1; !text.empty(); ++line) {
    auto stop = std::min(text.find('\n'), text.size());
    auto here = text.substr(0, stop);
    text.remove_prefix(std::min(stop + 1, text.size()));
    if (here.find_first_not_of(" \t\r") == here.npos)
      continue;
    auto row = too_deep(here) ? nlohmann::json() : nlohmann::json::parse(here, nullptr, false);
    if (!row.is_object()) {
      out.bad.push_back({line, "it is no JSON object"});
      continue;
    }
    take_row(
        out, line,
        [&](std::string_view name) { return cell_of_object(row, std::string(name), names); },
        names);
  }
  return out;
}

} // namespace earshot::imports
