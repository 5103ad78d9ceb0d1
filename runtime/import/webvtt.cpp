// WebVTT (W3C): cues of a time line and text lines, between blank lines.
#include "runtime/import/row.hpp"

#include <utf8proc.h>

#include <algorithm>
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

bool opens_tag(std::string_view s) { // <b>, </v>, <00:01.000>; not "5 < 6"
  return s.size() > 1
         && (s[1] == '/' || (s[1] >= '0' && s[1] <= '9')
             || ((s[1] | 0x20) >= 'a' && (s[1] | 0x20) <= 'z'))
         && s.find('>') != s.npos;
}

/// Appends the character that a reference such as "&amp;" or "&#39;" means; the bytes it took, 0
/// where it is none.
std::size_t take_reference(std::string_view s, std::string& out) {
  constexpr std::pair<std::string_view, std::string_view> named[] = {
      {"&amp;", "&"},  {"&lt;", "<"},   {"&gt;", ">"}, {"&quot;", "\""},
      {"&apos;", "'"}, {"&nbsp;", " "}, {"&lrm;", ""}, {"&rlm;", ""}};
  for (auto [name, means] : named)
    if (s.starts_with(name)) {
      out += means;
      return name.size();
    }
  if (!s.starts_with("&#"))
    return 0;
  bool hex = s.size() > 2 && (s[2] | 0x20) == 'x';
  std::int32_t c = 0;
  auto end = std::from_chars(s.data() + (hex ? 3 : 2), s.data() + s.size(), c, hex ? 16 : 10);
  if (end.ec != std::errc{} || end.ptr == s.data() + s.size() || *end.ptr != ';'
      || !utf8proc_codepoint_valid(c))
    return 0;
  utf8proc_uint8_t buffer[4];
  auto count = utf8proc_encode_char(c, buffer);
  out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(count));
  return static_cast<std::size_t>(end.ptr - s.data()) + 1;
}

std::string without_tags(std::string_view s) {
  std::string out;
  while (!s.empty()) {
    if (s.front() == '<' && opens_tag(s)) {
      s.remove_prefix(s.find('>') + 1);
      continue;
    }
    std::size_t taken = s.front() == '&' ? take_reference(s, out) : 0;
    if (taken == 0)
      out += s[taken++];
    s.remove_prefix(taken);
  }
  return out;
}

/// "<v Ana Lind>text</v>" or "Ana Lind: text"; without either, nobody speaks.
cue_text speaker_of(std::string_view line) {
  if (line.starts_with("<v")) {
    auto end = line.find('>');
    auto gap = line.find(' ');
    if (end != line.npos && gap < end)
      return {without_tags(trimmed(line.substr(gap, end - gap))),
              without_tags(trimmed(line.substr(end + 1)))};
  }
  constexpr std::size_t name_bytes_max = 64;
  auto colon = line.find(": ");
  if (colon != line.npos && colon <= name_bytes_max)
    return {without_tags(trimmed(line.substr(0, colon))),
            without_tags(trimmed(line.substr(colon + 2)))};
  return {{}, without_tags(line)};
}

/// A cue as it grows line by line. Where its speaker changes, it is another one of the same time.
class cue_reader {
public:
  cue_reader(transcript& into, const mapping& names) : into_(into), names_(names) {}

  void begin(std::size_t line, std::int64_t start, std::int64_t end) {
    finish();
    line_ = line;
    start_ = start;
    end_ = end;
    inside_ = true;
  }

  void take(std::string_view line) {
    while (inside_ && !line.empty()) {
      auto next = std::min(line.find("<v ", 1), line.size());
      add(trimmed(line.substr(0, next)));
      line.remove_prefix(next);
    }
  }

  void finish() {
    if (std::exchange(inside_, false))
      flush();
  }

private:
  void add(std::string_view piece) {
    cue_text more = speaker_of(piece);
    bool names_somebody = piece.starts_with("<v") || names_.find(more.speaker);
    if (cue_.speaker.empty() && cue_.text.empty())
      return void(cue_ = std::move(more));
    if (names_somebody && more.speaker != cue_.speaker) {
      flush();
      return void(cue_ = std::move(more));
    }
    // "I said: yes" names nobody in the middle of a cue
    cue_.text += " " + (names_somebody ? more.text : without_tags(piece));
  }

  void flush() {
    cue_text cue = std::exchange(cue_, {});
    if (cue.text.empty() && cue.speaker.empty())
      return;
    take_row(
        into_, line_,
        [&](std::string_view name) -> std::string {
          if (name == "side")
            return cue.speaker;
          if (name == "text")
            return cue.text;
          if (name == "start_ms")
            return std::to_string(start_);
          return name == "duration_ms" ? std::to_string(end_ - start_) : std::string{};
        },
        names_);
  }

  transcript& into_;
  const mapping& names_;
  std::size_t line_ = 0;
  std::int64_t start_ = 0, end_ = 0;
  cue_text cue_;
  bool inside_ = false;
};

} // namespace

transcript read_webvtt(std::string_view text, const mapping& names) {
  transcript out;
  cue_reader cues(out, names);
  for (std::size_t line = 1; !text.empty(); ++line) {
    auto stop = std::min(text.find('\n'), text.size());
    auto here = trimmed(text.substr(0, stop));
    text.remove_prefix(std::min(stop + 1, text.size()));
    if (auto arrow = here.find("-->"); arrow != here.npos) {
      cues.finish();
      auto after = trimmed(here.substr(arrow + 3));
      auto from = read_clock(trimmed(here.substr(0, arrow)));
      auto to = read_clock(after.substr(0, after.find(' ')));
      if (!from || !to || *to < *from)
        out.bad.push_back({line, "the times of this cue cannot be read"});
      else
        cues.begin(line, *from, *to);
    } else if (here.empty()) {
      cues.finish();
    } else {
      cues.take(here);
    }
  }
  cues.finish();
  return out;
}

} // namespace earshot::imports
