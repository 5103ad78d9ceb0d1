// What is said in the demo: dialogues.txt beside this file, which is built into the binary.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace earshot::demo {

enum class speaker { customer, bot, agent, hand_over };

struct line {
  speaker who = speaker::customer;
  double at_s = 0; ///< seconds from the start, in the story only
  std::string text;
};

struct dialogue {
  std::string queue;
  std::string language; ///< ISO 639-1
  bool story = false;   ///< told once, by the clock
  std::vector<line> lines;

  bool with_bot() const { return !lines.empty() && lines.front().who == speaker::bot; }
};

/// Throws std::logic_error naming the line where `text` breaks its form: it is ours.
std::vector<dialogue> parse_dialogues(std::string_view text);
/// Those of the demo.
const std::vector<dialogue>& dialogues();

} // namespace earshot::demo
