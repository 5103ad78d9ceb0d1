// WebVTT (W3C): cues of a time line and text lines, between blank lines.
#include "runtime/import/row.hpp"

#include <charconv>
#include <utility>

namespace earshot::imports {

namespace {

/// "00:01:02.345" or "01:02.345", in ms.
std::optional<std::int64_t> read_clock(std::string_view s) {
  std::int64_t parts[4] = {0, 0, 0, 0}; // h, m, s, ms
  std::size_t count = 0;
  std::int64_t numbers[4] = {0, 0, 0, 0};
  while (!s.empty() && count < 4) {
    auto end = std::from_chars(s.data(), s.data() + s.size(), numbers[count]);
    if (end.ec != std::errc{} || numbers[count] < 0 || numbers[count] > 99'999)
      return std::nullopt;
    s.remove_prefix(static_cast<std::size_t>(end.ptr - s.data()));
    ++count;
    if (!s.empty() && s.front() != ':' && s.front() != '.' && s.front() != ',')
      return std::nullopt;
    if (!s.empty())
      s.remove_prefix(1);
  }
  if (!s.empty() || count < 3)
    return std::nullopt;
  for (std::size_t i = 0; i < count; ++i)
    parts[4 - count + i] = numbers[i];
  return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + parts[3];
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.back() == '\r' || s.back() == ' ' || s.back() == '\t'))
    s.remove_suffix(1);
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t'))
    s.remove_prefix(1);
  return s;
}

struct cue_text {
  std::string speaker;
  std::string text;
};

std::string without_tags(std::string_view s) {
  std::string out;
  bool inside = false;
  for (char c : s) {
    if (c == '<')
      inside = true;
    else if (c == '>' && inside)
      inside = false;
    else if (!inside)
      out += c;
  }
  return out;
}

/// "<v Ana Lind>text</v>" or "Ana Lind: text"; without either, nobody speaks.
cue_text speaker_of(std::string_view line) {
  if (line.starts_with("<v")) {
    auto end = line.find('>');
    auto gap = line.find(' ');
    if (end != line.npos && gap < end)
      return {std::string(trimmed(line.substr(gap, end - gap))),
              without_tags(line.substr(end + 1))};
  }
  constexpr std::size_t name_bytes_max = 64;
  auto colon = line.find(": ");
  if (colon != line.npos && colon <= name_bytes_max)
    return {std::string(trimmed(line.substr(0, colon))),
            without_tags(trimmed(line.substr(colon + 2)))};
  return {{}, without_tags(line)};
}

} // namespace

transcript read_webvtt(std::string_view text, const mapping& names) {
  transcript out;
  std::size_t line = 0, cue_line = 0;
  std::int64_t start = 0, end = 0;
  cue_text cue;
  bool in_cue = false;
  auto finish = [&] {
    if (!std::exchange(in_cue, false) || (cue.text.empty() && cue.speaker.empty()))
      return;
    take_row(
        out, cue_line,
        [&](std::string_view name) -> std::string {
          if (name == "side")
            return cue.speaker;
          if (name == "text")
            return cue.text;
          if (name == "start_ms")
            return std::to_string(start);
          return name == "duration_ms" ? std::to_string(end - start) : std::string{};
        },
        names);
  };
  while (!text.empty()) {
    auto stop = std::min(text.find('\n'), text.size());
    auto here = trimmed(text.substr(0, stop));
    text.remove_prefix(std::min(stop + 1, text.size()));
    ++line;
    if (auto arrow = here.find("-->"); arrow != here.npos) {
      finish();
      auto after = trimmed(here.substr(arrow + 3));
      auto from = read_clock(trimmed(here.substr(0, arrow)));
      auto to = read_clock(after.substr(0, after.find(' ')));
      if (!from || !to || *to < *from) {
        out.bad.push_back({line, "the times of this cue cannot be read"});
        continue;
      }
      start = *from;
      end = *to;
      cue = {};
      cue_line = line;
      in_cue = true;
    } else if (here.empty()) {
      finish();
    } else if (in_cue) {
      cue_text more = speaker_of(here);
      if (cue.speaker.empty())
        cue.speaker = more.speaker;
      cue.text += (cue.text.empty() ? "" : " ") + more.text;
    }
  }
  finish();
  return out;
}

} // namespace earshot::imports
