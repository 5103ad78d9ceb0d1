#include "runtime/import/row.hpp"

#include <nlohmann/json.hpp>

namespace earshot::imports {

namespace {

std::string text_of(const nlohmann::json& v) {
  if (v.is_string())
    return v.get<std::string>();
  return v.is_number() ? v.dump() : std::string{};
}

bool too_deep(std::string_view line) { // a row is flat; a tree of a million floors would crash
  int depth = 0;
  for (char c : line)
    if ((c == '{' || c == '[') && ++depth > 64)
      return true;
  return false;
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
        [&](std::string_view name) -> std::string {
          std::string column(name);
          if (auto given = names.columns.find(column); given != names.columns.end())
            column = given->second;
          auto it = row.find(column);
          if (it == row.end() && name == "side")
            it = row.find("role");
          return it == row.end() ? std::string{} : text_of(*it);
        },
        names);
  }
  return out;
}

} // namespace earshot::imports
