#include "runtime/import/row.hpp"

#include "domain/ids.hpp"
#include "runtime/utf8.hpp"

#include <charconv>
#include <cmath>

namespace earshot::imports {

namespace {

constexpr double ms_max = 1000.0 * 60 * 60 * 24 * 7;

/// Whole or decimal milliseconds; nothing for what is no time of a call.
std::optional<std::int64_t> read_ms(const std::string& text) {
  double ms = 0;
  auto end = std::from_chars(text.data(), text.data() + text.size(), ms);
  if (end.ec != std::errc{} || end.ptr != text.data() + text.size() || !(ms >= 0) || ms > ms_max)
    return std::nullopt;
  return std::llround(ms);
}

/// False: there is a cell, and it is no number.
bool read_optional(const std::string& cell, std::optional<std::int64_t>& into) {
  if (cell.empty())
    return true;
  into = read_ms(cell);
  return into.has_value();
}

} // namespace

const std::map<std::string, std::vector<std::string>>& known_names() {
  static const std::map<std::string, std::vector<std::string>> known{
      {"conversation", {"conversation", "call", "call_id", "conversation_id"}},
      {"side", {"side", "role", "speaker", "author"}},
      {"text", {"text", "transcript", "human_transcript", "message"}},
      {"start_ms", {"start_ms", "offset_ms"}},
      {"duration_ms", {"duration_ms"}},
      {"at", {"at", "time", "timestamp"}},
      {"language", {"language", "lang"}},
  };
  return known;
}

std::optional<speaker> mapping::find(std::string_view name) const {
  if (auto it = speakers.find(std::string(name)); it != speakers.end())
    return it->second;
  std::string plain;
  for (char c : name)
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (auto word : {"agent", "seller", "rep", "advisor"})
    if (plain == word)
      return speaker{author_role::agent, {}};
  for (auto word : {"customer", "caller", "client", "user"})
    if (plain == word)
      return speaker{author_role::customer, {}};
  if (plain == "bot")
    return speaker{author_role::bot, {}};
  return std::nullopt;
}

void take_row(transcript& into, std::size_t line, const cell_of& cell, const mapping& names) {
  line_said said;
  said.line = line;
  auto bad = [&](std::string why) { into.bad.push_back({line, std::move(why)}); };
  said.conversation = cell("conversation");
  if (!said.conversation.empty() && !is_id(said.conversation))
    return bad("the conversation's name is no id: 1 to 128 visible ASCII characters without /");
  auto side = cell("side");
  auto who = names.find(side);
  if (!who)
    return bad(side.empty() ? "nobody said it: the column `side` is empty or missing"
                            : "'" + side + "' is nobody yet: give --speaker '" + side
                                  + "=customer' or '" + side + "=seller:ID'");
  said.by = who->role;
  said.who = who->id;
  said.text = cell("text");
  if (!runtime::is_utf8(said.text))
    return bad("its text is no UTF-8; save the file as UTF-8");
  said.language = cell("language");
  if (!said.language.empty() && !language::parse(said.language))
    return bad("'" + said.language + "' is no ISO 639-1 language");
  if (!read_optional(cell("start_ms"), said.start_ms))
    return bad("start_ms is no number of milliseconds from 0 to 7 days");
  if (!read_optional(cell("duration_ms"), said.duration_ms))
    return bad("duration_ms is no number of milliseconds from 0 to 7 days");
  if (said.duration_ms && !said.start_ms)
    return bad("it has duration_ms and no start_ms");
  if (auto at = cell("at"); !at.empty()) {
    said.at = from_rfc3339(at);
    if (!said.at)
      return bad("'" + at + "' is no RFC 3339 time such as 2026-11-22T09:00:00Z");
  }
  if (said.text.empty() && !said.start_ms)
    return bad("it says nothing: there is neither text nor start_ms");
  into.said.push_back(std::move(said));
}

} // namespace earshot::imports
