// What a file of transcripts says, line by line, before it is sent anywhere: who said what when.
// The readers take any bytes; a row they cannot use is kept apart with its line and the reason.
#pragma once

#include "domain/event.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::imports {

struct line_said {
  std::size_t line = 0;          ///< in the file, from 1
  std::string conversation = {}; ///< empty: the file's own
  author_role by = author_role::customer;
  std::string who = {}; ///< the seller's id, where the file or the mapping says so
  std::string text = {};
  std::optional<std::int64_t> start_ms = {};
  std::optional<std::int64_t> duration_ms = {};
  std::optional<time_point> at = {};
  std::string language = {};
};

struct bad_line {
  std::size_t line = 0;
  std::string why;
};

struct transcript {
  std::vector<line_said> said;
  std::vector<bad_line> bad;
  std::optional<time_point> began = {}; ///< if the file says so
};

/// Who a speaker of the file is.
struct speaker {
  author_role role = author_role::customer;
  std::string id = {};
};

/// How names in the file are to be understood.
struct mapping {
  std::map<std::string, std::string> columns = {}; ///< our name -> theirs, or its number from 1
  std::map<std::string, speaker> speakers = {};    ///< as the file writes them

  /// The given ones; else what is plain: agent, seller, customer, caller, bot ...
  std::optional<speaker> find(std::string_view name) const;
};

/// WebVTT as Teams (`<v Name>text`) and Zoom (`Name: text`) write it.
transcript read_webvtt(std::string_view text, const mapping& names);

/// A table with a header line, its cells split by `separator`; quoted cells may hold anything. A
/// line that begins with '#' is a comment (below the header only where it has fewer cells than
/// that), but "# columns:" is the header and "date=" the beginning.
transcript read_table(std::string_view text, char separator, const mapping& names);

/// Of a CSV file: ';' where its header has no ',', as spreadsheets write it in half of Europe.
char separator_of(std::string_view csv);

/// One JSON object a line, with the columns' names.
transcript read_jsonl(std::string_view text, const mapping& names);

} // namespace earshot::imports
