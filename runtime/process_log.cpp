#include "runtime/process_log.hpp"

#include "protocol/json_writer.hpp"
#include "runtime/utf8.hpp"

#include <array>
#include <cstdio>

namespace earshot::runtime {

namespace {

constexpr std::array<std::string_view, 5> level_names{"debug", "info", "warn", "error", "off"};

process_log::level level_of(std::string_view name) {
  for (std::size_t i = 0; i < level_names.size(); ++i)
    if (level_names[i] == name)
      return static_cast<process_log::level>(i);
  return process_log::level::info;
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// At most as long as a field may be, and no character of UTF-8 cut in two; of what is none, the
/// letters beyond ASCII become question marks.
std::string capped(std::string_view s) {
  if (!is_utf8(s)) {
    std::string ascii(s.substr(0, process_log::value_bytes_max));
    for (char& c : ascii)
      c = static_cast<unsigned char>(c) < 0x80 ? c : '?';
    return ascii;
  }
  if (s.size() <= process_log::value_bytes_max)
    return std::string(s);
  std::size_t end = process_log::value_bytes_max;
  while (end > 0 && continues(s[end]))
    --end;
  return std::string(s.substr(0, end)) + "…";
}

} // namespace

process_log::process_log(std::string_view least) : least_(level_of(least)) {}

void process_log::info(std::string_view event, std::initializer_list<field> fields) const {
  say(level::info, event, fields);
}

void process_log::warn(std::string_view event, std::initializer_list<field> fields) const {
  say(level::warn, event, fields);
}

void process_log::say(level l, std::string_view event, std::initializer_list<field> fields) const {
  if (l < least_)
    return;
  std::string text = line(l, event, fields) + "\n";
  std::fwrite(text.data(), 1, text.size(), stdout); // whole lines: stdio locks the stream
  std::fflush(stdout);
}

std::string process_log::line(level l, std::string_view event,
                              std::initializer_list<field> fields) {
  std::string out;
  protocol::json_writer w(out);
  w.open_object();
  if (l != level::info)
    w.key("level").text(level_names[static_cast<std::size_t>(l)]);
  w.key("event").text(event);
  for (const field& f : fields) {
    w.key(f.name);
    if (auto* number = std::get_if<std::int64_t>(&f.value))
      w.number(*number);
    else
      w.text(capped(std::get<std::string_view>(f.value)));
  }
  w.close_object();
  return out;
}

} // namespace earshot::runtime
