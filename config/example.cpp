#include "config/example.hpp"

#include "config/keys.hpp"

#include <algorithm>

namespace earshot::config {
namespace {

constexpr std::size_t columns = 100;

/// Appends `text` as comment lines of at most 100 columns.
void comment(std::string& out, std::string_view text) {
  std::size_t column = columns;
  while (!text.empty()) {
    auto word = text.substr(0, text.find(' '));
    if (column + 1 + word.size() > columns) {
      out += column == columns && (out.empty() || out.back() == '\n') ? "#" : "\n#";
      column = 1;
    }
    out += ' ';
    out += word;
    column += 1 + word.size();
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  out += '\n';
}

void write_section(std::string& out, const section& s, options& o) {
  out += '\n';
  comment(out, s.about);
  out += "[" + std::string(s.name) + "]\n";
  for (const auto& k : s.keys) {
    slot place = k.in(o);
    std::string range = range_of(k.rule, place);
    comment(out, std::string(k.rule.about) + (range.empty() ? "" : " " + range + "."));
    out += std::string(k.rule.name) + " = " + to_toml(place) + "\n";
  }
}

/// One entry of a list, as a comment that works when its "# " are taken away.
template <class T>
void write_entry(std::string& out, std::string_view header, std::span<const key<T>> keys, T entry) {
  out += "# [[" + std::string(header) + "]]\n";
  for (const auto& k : keys) {
    std::string line = "# " + std::string(k.rule.name) + " = " + to_toml(k.in(entry));
    line.resize(std::max<std::size_t>(line.size() + 2, 40), ' ');
    out += line + "# " + std::string(k.rule.about) + "\n";
  }
}

} // namespace

std::string to_toml(const options& o) {
  std::string out;
  comment(out, "Every option of Earshot at its default. What you do not set may be left out.");
  comment(
      out,
      "Environment variables come before this file, and flags before both: EARSHOT_SERVER_LISTEN "
      "and --listen stand for listen in [server]. Paths are relative to the working directory. "
      "The end of a name is its unit.");
  options copy = o;
  for (const section& s : sections())
    write_section(out, s, copy);

  out += '\n';
  comment(
      out,
      "Queues and teams for an empty store; afterwards commands of an admin hold. [[queues]] and "
      "[[teams]] are the same, but TOML does not allow [[queues]] beside the section [queues].");
  first_queue q;
  q.queue = "support";
  q.name = "Support";
  q.members = {"mette", "olli"};
  q.supervisors = {"sanna"};
  q.languages = {"en", "da", "fi"};
  q.time_zone = "Europe/Copenhagen";
  q.skills = {"mette=da,billing"};
  q.sentiment = true;
  write_entry(out, "queue", queue_keys(), std::move(q));
  out += "#\n";
  write_entry(out, "team", team_keys(), {"nordic", {"sanna"}, {"mette", "olli"}});
  out += '\n';
  comment(out, "Words of your own with a weight on the score.");
  write_entry(out, "sentiment.overrides", override_keys(), {"outage", -0.4});
  return out;
}

} // namespace earshot::config
