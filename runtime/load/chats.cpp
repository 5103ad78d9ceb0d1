#include "runtime/load/chats.hpp"

#include "runtime/load/failure.hpp"

#include <array>
#include <fstream>
#include <random>
#include <string_view>

namespace earshot::load {
namespace {

constexpr std::size_t text_bytes_max = 16 * 1024; // protocol.md, `text`

struct line_of_chat {
  std::string_view conversation, text;
};

[[noreturn]] void refuse(const std::string& file, std::size_t line, const std::string& what) {
  throw failure(runtime::exit_bad_data, file + ":" + std::to_string(line) + ": " + what);
}

line_of_chat split(std::string_view line, const std::string& file, std::size_t number) {
  const auto first = line.find('\t');
  const auto second = first == line.npos ? line.npos : line.find('\t', first + 1);
  if (second == line.npos)
    refuse(file, number, "needs three columns, conversation, turn and text, with tabs between");
  const line_of_chat found{line.substr(0, first), line.substr(second + 1)};
  if (found.text.empty())
    refuse(file, number, "the text is empty; leave the line out");
  if (found.text.size() > text_bytes_max)
    refuse(file, number, "the text has more than 16 KiB, which no message may have");
  return found;
}

constexpr std::array openings{"Hello,", "Hi there,", "Good morning,", "Excuse me,", "Well,", "So,"};
constexpr std::array subjects{"my invoice", "the delivery", "your app",    "the new router",
                              "my booking", "the refund",   "this update", "the technician"};
constexpr std::array findings{"is great, thank you so much",
                              "works fine now",
                              "has arrived on time",
                              "is still not here",
                              "does not work at all",
                              "is wrong again",
                              "was supposed to come on Monday",
                              "makes me really angry",
                              "costs twice what I was told",
                              "is better than I expected",
                              "keeps losing my settings",
                              "needs a new address"};
constexpr std::array closings{"can you look into it?", "please help me.",
                              "what should I do now?", "I would like an answer today.",
                              "that was very kind.",   "thanks for being patient with me."};

template <std::size_t N>
std::string_view one_of(const std::array<const char*, N>& choices, std::mt19937_64& random) {
  return choices[random() % N]; // a standard distribution would differ between libraries
}

std::string sentence(std::mt19937_64& random) {
  std::string text;
  text.append(one_of(openings, random)).append(" ").append(one_of(subjects, random));
  text.append(" ").append(one_of(findings, random)).append(", ");
  return text.append(one_of(closings, random));
}

std::string message(std::mt19937_64& random, std::size_t text_bytes) {
  auto text = sentence(random);
  while (text.size() < text_bytes)
    text.append(" ").append(sentence(random));
  if (text_bytes > 0)
    text.resize(text_bytes);
  return text;
}

} // namespace

void read_chats(const std::string& file, std::vector<chat>& into) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    throw failure(runtime::exit_bad_data, file + ": cannot be read");
  std::string line, conversation;
  std::size_t number = 0;
  while (std::getline(in, line)) {
    ++number;
    if (line.ends_with('\r'))
      line.pop_back();
    if (number == 1) {
      if (line != "conversation\tturn\ttext")
        refuse(file, 1, "must be the heading: conversation, turn, text, with tabs between");
      continue;
    }
    const auto found = split(line, file, number);
    if (number == 2 || found.conversation != conversation) {
      conversation = found.conversation;
      into.emplace_back();
    }
    into.back().emplace_back(found.text);
  }
  if (number < 2)
    refuse(file, 1, "holds no chat");
}

std::vector<chat> made_up_chats(const chat_recipe& recipe) {
  std::mt19937_64 random(recipe.seed);
  std::vector<chat> chats(recipe.chats);
  for (auto& c : chats)
    for (std::size_t i = 0; i < recipe.messages; ++i)
      c.push_back(message(random, recipe.text_bytes));
  return chats;
}

} // namespace earshot::load
