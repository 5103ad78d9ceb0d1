// What simulated customers say: chats read from a file or made up from a seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace earshot::load {

/// One customer's messages, in order.
using chat = std::vector<std::string>;

/// Appends the chats of a tab-separated file with a heading line and the columns `conversation`,
/// `turn`, `text`; lines of one conversation stand together. Throws `failure` naming file and line.
void read_chats(const std::string& file, std::vector<chat>& into);

struct chat_recipe {
  std::uint64_t seed = 1;
  std::size_t chats = 1000;
  std::size_t messages = 8;   ///< of every chat
  std::size_t text_bytes = 0; ///< of every message; 0: as long as its sentences are
};

/// The same recipe gives the same chats on every machine.
std::vector<chat> made_up_chats(const chat_recipe& recipe);

} // namespace earshot::load
