// CSV (RFC 4180) and TSV.
#include "runtime/import/row.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace earshot::imports {

namespace {

struct record {
  std::size_t line = 0;
  std::vector<std::string> cells;
  std::string raw;   ///< of a comment
  bool torn = false; ///< a quote is never closed
};

/// Cuts a text into records. Tabs know no quotes: what stands between them is the cell.
class record_reader {
public:
  record_reader(std::string_view text, char separator) : rest_(text), separator_(separator) {
    if (rest_.starts_with("\xEF\xBB\xBF"))
      rest_.remove_prefix(3);
  }

  bool next(record& r) {
    r = {};
    if (rest_.empty())
      return false;
    r.line = ++line_;
    if (rest_.front() == '#') {
      r.raw = plain_line();
      return true;
    }
    if (separator_ == '\t')
      return split(plain_line(), r);
    return quoted(r);
  }

private:
  std::string plain_line() {
    auto end = rest_.find('\n');
    std::string line(rest_.substr(0, end));
    rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 1);
    if (!line.empty() && line.back() == '\r')
      line.pop_back();
    return line;
  }

  bool split(const std::string& line, record& r) const {
    std::size_t begin = 0;
    for (std::size_t end; (end = line.find(separator_, begin)) != line.npos; begin = end + 1)
      r.cells.push_back(line.substr(begin, end - begin));
    r.cells.push_back(line.substr(begin));
    return true;
  }

  bool quoted(record& r) {
    bool inside = false;
    std::string cell;
    std::size_t i = 0;
    for (; i < rest_.size(); ++i) {
      char c = rest_[i];
      if (inside && c == '"' && i + 1 < rest_.size() && rest_[i + 1] == '"') {
        cell += rest_[++i];
      } else if (c == '"') {
        inside = !inside;
      } else if (!inside && c == separator_) {
        r.cells.push_back(std::exchange(cell, {}));
      } else if (!inside && c == '\n') {
        break;
      } else {
        line_ += c == '\n';
        cell += c;
      }
    }
    if (!inside && !cell.empty() && cell.back() == '\r')
      cell.pop_back();
    r.cells.push_back(std::move(cell));
    r.torn = inside;
    rest_.remove_prefix(std::min(i + 1, rest_.size()));
    return true;
  }

  std::string_view rest_;
  char separator_;
  std::size_t line_ = 0;
};

/// Where each of our columns is; names that files are known to use stand in for a missing mapping.
std::map<std::string, std::size_t> find_columns(const std::vector<std::string>& header,
                                                const mapping& names) {
  static const std::map<std::string, std::vector<std::string>> known{
      {"conversation", {"conversation", "call", "call_id", "conversation_id"}},
      {"side", {"side", "role", "speaker", "author"}},
      {"text", {"text", "transcript", "human_transcript", "message"}},
      {"start_ms", {"start_ms", "offset_ms"}},
      {"duration_ms", {"duration_ms"}},
      {"at", {"at", "time", "timestamp"}},
      {"language", {"language", "lang"}},
  };
  std::map<std::string, std::size_t> found;
  auto place = [&](const std::string& ours, const std::string& theirs) {
    auto it = std::find(header.begin(), header.end(), theirs);
    if (it != header.end())
      found.emplace(ours, static_cast<std::size_t>(it - header.begin()));
  };
  for (const auto& [ours, theirs] : names.columns) {
    std::size_t number = 0;
    auto end = std::from_chars(theirs.data(), theirs.data() + theirs.size(), number);
    if (end.ec == std::errc{} && end.ptr == theirs.data() + theirs.size() && number > 0)
      found.emplace(ours, number - 1);
    else
      place(ours, theirs);
  }
  for (const auto& [ours, candidates] : known)
    for (const std::string& theirs : candidates)
      if (!names.columns.contains(ours))
        place(ours, theirs);
  return found;
}

std::vector<std::string> header_in_comment(std::string_view raw) {
  constexpr std::string_view mark = "# columns:";
  std::vector<std::string> names;
  if (!raw.starts_with(mark))
    return names;
  raw.remove_prefix(mark.size());
  while (!raw.empty()) {
    auto begin = raw.find_first_not_of(" ,\t");
    if (begin == raw.npos)
      break;
    auto end = std::min(raw.find_first_of(",\t", begin), raw.size());
    names.emplace_back(raw.substr(begin, end - begin));
    raw.remove_prefix(end);
  }
  return names;
}

std::optional<time_point> date_in_comment(std::string_view raw) {
  auto at = raw.find(" date=");
  if (at == raw.npos)
    return std::nullopt;
  raw.remove_prefix(at + 6);
  return from_rfc3339(raw.substr(0, raw.find(' ')));
}

} // namespace

transcript read_table(std::string_view text, char separator, const mapping& names) {
  transcript out;
  record_reader reader(text, separator);
  std::optional<std::map<std::string, std::size_t>> columns;
  for (record r; reader.next(r);) {
    if (!r.raw.empty()) {
      if (auto header = header_in_comment(r.raw); !header.empty())
        columns = find_columns(header, names);
      if (auto began = date_in_comment(r.raw))
        out.began = began;
      continue;
    }
    if (r.cells.size() == 1 && r.cells.front().empty())
      continue;
    if (!columns) {
      columns = find_columns(r.cells, names);
      continue;
    }
    if (r.torn) {
      out.bad.push_back({r.line, "a quote is opened and never closed"});
      continue;
    }
    take_row(
        out, r.line,
        [&](std::string_view name) -> std::string {
          auto it = columns->find(std::string(name));
          return it == columns->end() || it->second >= r.cells.size() ? "" : r.cells[it->second];
        },
        names);
  }
  return out;
}

} // namespace earshot::imports
