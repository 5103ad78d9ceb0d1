// Appends JSON to a string, in the order of the calls: what a server frame is made of. It writes a
// frame in a fraction of what building a tree and dumping it costs, and every frame goes through
// it.
#pragma once

#include "domain/time.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace earshot::protocol {

/// Keeps no state but the text: a comma is due unless the last byte opens something.
class json_writer {
public:
  explicit json_writer(std::string& out) : out_(out) {}

  /// Bytes in the text so far.
  std::size_t size() const { return out_.size(); }

  json_writer& open_object() { return open('{'); }
  json_writer& close_object() { return put('}'); }
  json_writer& open_array() { return open('['); }
  json_writer& close_array() { return put(']'); }

  /// A name of this protocol: ASCII, nothing to escape.
  json_writer& key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    return *this;
  }

  json_writer& text(std::string_view s) {
    separate();
    append_escaped(s);
    return *this;
  }

  template <class Int>
  requires std::is_integral_v<Int> &&(!std::is_same_v<Int, bool>)json_writer& number(Int n) {
    separate();
    char digits[24];
    auto end = std::to_chars(digits, digits + sizeof digits, n).ptr;
    out_.append(digits, end);
    return *this;
  }

  /// Four decimals, as all scores and shares are shown.
  json_writer& decimal(double x) {
    separate();
    auto units = std::llround(x * 10000);
    if (units < 0) {
      out_ += '-';
      units = -units;
    }
    char digits[24];
    auto end = std::to_chars(digits, digits + sizeof digits, units / 10000).ptr;
    out_.append(digits, end);
    auto rest = static_cast<int>(units % 10000);
    const char tail[] = {
        '.', static_cast<char>('0' + rest / 1000), static_cast<char>('0' + rest / 100 % 10),
        static_cast<char>('0' + rest / 10 % 10), static_cast<char>('0' + rest % 10)};
    out_.append(tail, sizeof tail);
    return *this;
  }

  /// As many digits as it takes to read the same number back; for shares that must add up.
  json_writer& exact(double x) {
    separate();
    char digits[32];
    auto end = std::to_chars(digits, digits + sizeof digits, x).ptr;
    out_.append(digits, end);
    return *this;
  }

  json_writer& boolean(bool b) {
    separate();
    out_ += b ? "true" : "false";
    return *this;
  }

  json_writer& null() {
    separate();
    out_ += "null";
    return *this;
  }

  json_writer& time(time_point t) {
    separate();
    out_ += '"';
    append_rfc3339(out_, t);
    out_ += '"';
    return *this;
  }

  /// A finished piece of JSON.
  json_writer& raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
  }

  /// One entry of an object whose names come from outside.
  json_writer& entry(std::string_view name, std::string_view value) {
    text(name);
    out_ += ':';
    return text(value);
  }

  json_writer& text_or_null(std::string_view s) { return s.empty() ? null() : text(s); }
  json_writer& time_or_null(optional_time t) { return t ? time(*t) : null(); }

private:
  json_writer& open(char c) {
    separate();
    out_ += c;
    return *this;
  }
  json_writer& put(char c) {
    out_ += c;
    return *this;
  }

  void separate() {
    if (out_.empty())
      return;
    char last = out_.back();
    if (last != '{' && last != '[' && last != ':')
      out_ += ',';
  }

  void append_escaped(std::string_view s) {
    out_ += '"';
    std::size_t clean = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
      auto c = static_cast<unsigned char>(s[i]);
      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      out_.append(s, clean, i - clean);
      clean = i + 1;
      append_escape(c);
    }
    out_.append(s, clean, s.size() - clean);
    out_ += '"';
  }

  void append_escape(unsigned char c) {
    switch (c) {
    case '"': out_ += "\\\""; return;
    case '\\': out_ += "\\\\"; return;
    case '\n': out_ += "\\n"; return;
    case '\r': out_ += "\\r"; return;
    case '\t': out_ += "\\t"; return;
    default: break;
    }
    static constexpr char hex[] = "0123456789abcdef";
    const char escaped[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    out_.append(escaped, sizeof escaped);
  }

  std::string& out_;
};

} // namespace earshot::protocol
