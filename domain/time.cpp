#include "domain/time.hpp"

#include <array>

namespace earshot {

namespace {

void put(char*& p, unsigned value, int digits) {
  for (int i = digits - 1; i >= 0; --i, value /= 10)
    p[i] = static_cast<char>('0' + value % 10);
  p += digits;
}

/// Reads exactly `digits` decimal digits at `pos`; -1 if they are not there.
int take(std::string_view s, std::size_t& pos, int digits) {
  int value = 0;
  for (int i = 0; i < digits; ++i, ++pos) {
    if (pos >= s.size() || s[pos] < '0' || s[pos] > '9')
      return -1;
    value = value * 10 + (s[pos] - '0');
  }
  return value;
}

bool skip(std::string_view s, std::size_t& pos, std::string_view any_of) {
  if (pos >= s.size() || any_of.find(s[pos]) == std::string_view::npos)
    return false;
  ++pos;
  return true;
}

/// Minutes east of UTC; nullopt if `pos` is not at a whole offset that ends the text.
std::optional<int> take_offset(std::string_view s, std::size_t& pos) {
  if (skip(s, pos, "Zz"))
    return pos == s.size() ? std::optional(0) : std::nullopt;
  bool west = pos < s.size() && s[pos] == '-';
  if (!skip(s, pos, "+-"))
    return std::nullopt;
  int hours = take(s, pos, 2);
  if (hours < 0 || hours > 23 || !skip(s, pos, ":"))
    return std::nullopt;
  int minutes = take(s, pos, 2);
  if (minutes < 0 || minutes > 59 || pos != s.size())
    return std::nullopt;
  return (west ? -1 : 1) * (hours * 60 + minutes);
}

} // namespace

void append_rfc3339(std::string& out, time_point t) {
  using namespace std::chrono;
  auto day = floor<days>(t);
  year_month_day date{day};
  hh_mm_ss<milliseconds> clock{t - day};
  std::array<char, 24> text;
  char* p = text.data();
  put(p, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  *p++ = '-';
  put(p, static_cast<unsigned>(date.month()), 2);
  *p++ = '-';
  put(p, static_cast<unsigned>(date.day()), 2);
  *p++ = 'T';
  put(p, static_cast<unsigned>(clock.hours().count()), 2);
  *p++ = ':';
  put(p, static_cast<unsigned>(clock.minutes().count()), 2);
  *p++ = ':';
  put(p, static_cast<unsigned>(clock.seconds().count()), 2);
  *p++ = '.';
  put(p, static_cast<unsigned>(clock.subseconds().count()), 3);
  *p++ = 'Z';
  out.append(text.data(), text.size());
}

std::string to_rfc3339(time_point t) {
  std::string out;
  append_rfc3339(out, t);
  return out;
}

std::optional<time_point> from_rfc3339(std::string_view s) {
  using namespace std::chrono;
  std::size_t pos = 0;
  int y = take(s, pos, 4);
  if (y < 1970 || !skip(s, pos, "-"))
    return std::nullopt;
  int mo = take(s, pos, 2);
  if (mo < 1 || !skip(s, pos, "-"))
    return std::nullopt;
  int d = take(s, pos, 2);
  if (d < 1 || !skip(s, pos, "Tt "))
    return std::nullopt;
  int h = take(s, pos, 2);
  if (h < 0 || h > 23 || !skip(s, pos, ":"))
    return std::nullopt;
  int mi = take(s, pos, 2);
  if (mi < 0 || mi > 59 || !skip(s, pos, ":"))
    return std::nullopt;
  int sec = take(s, pos, 2);
  if (sec < 0 || sec > 60)
    return std::nullopt;
  int ms = 0;
  if (skip(s, pos, ".")) {
    int digits = 0;
    for (; pos < s.size() && s[pos] >= '0' && s[pos] <= '9'; ++pos, ++digits)
      if (digits < 3)
        ms = ms * 10 + (s[pos] - '0');
    if (digits < 1 || digits > 9)
      return std::nullopt;
    for (; digits < 3; ++digits)
      ms *= 10;
  }
  auto offset = take_offset(s, pos);
  year_month_day date{year{y}, month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d))};
  if (!offset || !date.ok())
    return std::nullopt;
  time_point t =
      sys_days{date} + hours{h} + minutes{mi} + seconds{sec} + milliseconds{ms} - minutes{*offset};
  if (t < time_point{})
    return std::nullopt;
  return t;
}

} // namespace earshot
