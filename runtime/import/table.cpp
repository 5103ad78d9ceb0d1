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
  std::string raw;   ///< of what may be a comment
  bool torn = false; ///< a quote is not closed
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
    r.line = line_ + 1;
    if (rest_.front() == '#')
      r.raw = without_return(rest_.substr(0, rest_.find('\n')));
    if (separator_ == '\t')
      return split(plain_line(), r);
    return quoted(r);
  }

private:
  static std::string without_return(std::string_view line) {
    if (line.ends_with('\r'))
      line.remove_suffix(1);
    return std::string(line);
  }

  std::string plain_line() {
    auto end = rest_.find('\n');
    std::string line = without_return(rest_.substr(0, end));
    rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 1);
    ++line_;
    return line;
  }

  bool split(const std::string& line, record& r) const {
    std::size_t begin = 0;
    for (std::size_t end; (end = line.find(separator_, begin)) != line.npos; begin = end + 1)
      r.cells.push_back(line.substr(begin, end - begin));
    r.cells.push_back(line.substr(begin));
    return true;
  }

  /// A quote opens a cell at its beginning only, and closes it at its end only: anything else is
  /// torn, which costs the one line and not what comes after it.
  bool quoted(record& r) {
    std::size_t at = 0, lines = 1;
    for (bool more = true; more;) {
      auto cell = at < rest_.size() && rest_[at] == '"' ? quoted_cell(at, lines) : plain_cell(at);
      if (!cell) {
        r.torn = true;
        plain_line();
        return true;
      }
      r.cells.push_back(std::move(*cell));
      more = at < rest_.size() && rest_[at] == separator_;
      at += more ? 1 : 0;
    }
    rest_.remove_prefix(std::min(at + 1, rest_.size()));
    line_ += lines;
    return true;
  }

  std::optional<std::string> plain_cell(std::size_t& at) const {
    const char ends[] = {'\n', separator_};
    auto end = std::min(rest_.find_first_of({ends, 2}, at), rest_.size());
    auto cell = rest_.substr(at, end - at);
    at = end;
    bool last = end == rest_.size() || rest_[end] == '\n';
    return last ? without_return(cell) : std::string(cell);
  }

  std::optional<std::string> quoted_cell(std::size_t& at, std::size_t& lines) const {
    std::string cell;
    for (++at; at < rest_.size(); ++at) {
      bool quote = rest_[at] == '"';
      if (quote && at + 1 < rest_.size() && rest_[at + 1] == '"') {
        ++at;
      } else if (quote) {
        ++at;
        if (rest_.substr(at).starts_with("\r\n"))
          ++at;
        bool closed = at >= rest_.size() || rest_[at] == '\n' || rest_[at] == separator_;
        return closed ? std::optional(std::move(cell)) : std::nullopt;
      }
      lines += rest_[at] == '\n';
      cell += rest_[at];
    }
    return std::nullopt;
  }

  std::string_view rest_;
  char separator_;
  std::size_t line_ = 0; ///< that have been read
};

/// Names of columns are the same in whatever case.
std::string plain_name(std::string_view name) {
  auto begin = name.find_first_not_of(' ');
  auto end = name.find_last_not_of(' ');
  std::string plain(begin == name.npos ? "" : name.substr(begin, end - begin + 1));
  for (char& c : plain)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return plain;
}

struct column_places {
  std::map<std::string, std::size_t> found;
  std::size_t width = 0;
  std::string missing; ///< what the mapping names and is not there
};

/// Where each of our columns is; names that files are known to use stand in for a missing mapping.
column_places find_columns(const std::vector<std::string>& header, const mapping& names) {
  column_places places;
  places.width = header.size();
  auto place = [&](const std::string& ours, std::string_view theirs) {
    for (std::size_t i = 0; i < header.size(); ++i)
      if (plain_name(header[i]) == plain_name(theirs))
        return places.found.emplace(ours, i), true;
    return false;
  };
  for (const auto& [ours, theirs] : names.columns) {
    std::size_t number = 0;
    auto end = std::from_chars(theirs.data(), theirs.data() + theirs.size(), number);
    bool numbered = end.ec == std::errc{} && end.ptr == theirs.data() + theirs.size();
    if (numbered && number > 0 && number <= header.size())
      places.found.emplace(ours, number - 1);
    else if (!place(ours, theirs))
      places.missing = theirs;
  }
  for (const auto& [ours, candidates] : known_names())
    for (const std::string& theirs : candidates)
      if (!names.columns.contains(ours))
        place(ours, theirs);
  return places;
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

char separator_of(std::string_view csv) {
  while (csv.starts_with('#'))
    csv.remove_prefix(std::min(csv.find('\n'), csv.size() - 1) + 1);
  auto header = csv.substr(0, csv.find('\n'));
  return header.find(',') == header.npos && header.find(';') != header.npos ? ';' : ',';
}

transcript read_table(std::string_view text, char separator, const mapping& names) {
  transcript out;
  record_reader reader(text, separator);
  std::optional<column_places> columns;
  auto has_all = [&](std::size_t line) {
    if (!columns->missing.empty())
      out.bad.push_back({line, "there is no column '" + columns->missing + "'"});
    return columns->missing.empty();
  };
  for (record r; reader.next(r);) {
    if (!r.raw.empty() && (!columns || r.cells.size() < columns->width)) {
      if (auto header = header_in_comment(r.raw); !header.empty()) {
        columns = find_columns(header, names);
        if (!has_all(r.line))
          break;
      }
      if (auto began = date_in_comment(r.raw))
        out.began = began;
      continue;
    }
    if (r.cells.size() == 1 && r.cells.front().empty())
      continue;
    if (r.torn) {
      out.bad.push_back({r.line, "a quote is opened and not closed at the end of its cell"});
      continue;
    }
    if (!columns) {
      columns = find_columns(r.cells, names);
      if (!has_all(r.line))
        break;
      continue;
    }
    take_row(
        out, r.line,
        [&](std::string_view name) -> std::string {
          auto it = columns->found.find(std::string(name));
          return it == columns->found.end() || it->second >= r.cells.size() ? ""
                                                                            : r.cells[it->second];
        },
        names);
  }
  return out;
}

} // namespace earshot::imports
