#include "runtime/demo/dialogues.hpp"

#include "runtime/demo/dialogues_text.hpp" // made from dialogues.txt by the build

#include <sstream>
#include <stdexcept>

namespace earshot::demo {
namespace {

dialogue parse_heading(std::istringstream words) {
  dialogue d;
  std::string at, more;
  words >> at >> d.queue >> d.language >> more;
  d.story = more == "story";
  return d;
}

line parse_line(const std::string& text, bool timed) {
  std::istringstream words(text);
  std::string who;
  line said;
  words >> who;
  said.who = who == "c"   ? speaker::customer
             : who == "b" ? speaker::bot
             : who == "a" ? speaker::agent
             : who == ">" ? speaker::hand_over
                          : throw std::logic_error("dialogues: who says \"" + text + "\"?");
  if (timed)
    words >> said.at_s;
  std::getline(words >> std::ws, said.text);
  if (!words && said.who != speaker::hand_over)
    throw std::logic_error("dialogues: nothing is said in \"" + text + "\"");
  return said;
}

} // namespace

std::vector<dialogue> parse_dialogues(std::string_view text) {
  std::vector<dialogue> all;
  std::istringstream in{std::string(text)};
  for (std::string next; std::getline(in, next);) {
    if (next.empty() || next[0] == '#')
      continue;
    if (next[0] == '@')
      all.push_back(parse_heading(std::istringstream(next)));
    else if (all.empty())
      throw std::logic_error("dialogues: \"" + next + "\" stands before any heading");
    else
      all.back().lines.push_back(parse_line(next, all.back().story));
  }
  return all;
}

const std::vector<dialogue>& dialogues() {
  static const auto all = parse_dialogues(dialogues_text);
  return all;
}

} // namespace earshot::demo
