// Appends the cells of one CSV line (RFC 4180) to a string, in the order of the calls.
#pragma once

#include "domain/time.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace earshot::protocol {

class csv_writer {
public:
  explicit csv_writer(std::string& out) : out_(out) {}

  /// Spreadsheets run what begins with = + - @ as a formula: such a text gets an apostrophe before
  /// it, by which they know it for a text.
  csv_writer& text(std::string_view s) {
    separate();
    bool formula = !s.empty() && std::string_view("=+-@\t\r").find(s.front()) != s.npos;
    if (!formula && s.find_first_of("\",\r\n") == s.npos) {
      out_ += s;
      return *this;
    }
    out_ += formula ? "\"'" : "\"";
    for (char c : s) {
      out_ += c;
      if (c == '"')
        out_ += c;
    }
    out_ += '"';
    return *this;
  }

  /// As many digits as it takes to read the same number back; nothing: an empty cell.
  csv_writer& number(std::optional<double> x) {
    separate();
    if (!x)
      return *this;
    char digits[32];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, *x).ptr);
    return *this;
  }
  csv_writer& count(std::uint64_t n) {
    separate();
    out_ += std::to_string(n);
    return *this;
  }
  csv_writer& time(std::optional<time_point> t) {
    separate();
    if (t)
      append_rfc3339(out_, *t);
    return *this;
  }
  void end_line() {
    out_ += "\r\n";
    first_ = true;
  }

private:
  void separate() {
    if (!first_)
      out_ += ',';
    first_ = false;
  }

  std::string& out_;
  bool first_ = true;
};

} // namespace earshot::protocol
