// What training knows beside the labelled sets: emoji, phrases of customer service, and plain
// requests from real chats.
#pragma once

#include "sentiment/tokenizer.hpp"
#include "sentiment/training/corpus.hpp"
#include "sentiment/training/lexicon.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace earshot::sentiment::training {

struct emoji_count {
  std::string emoji;
  std::array<double, 3> tweets{}; ///< in the order of `mood`
};

/// data/emoji.tsv. Throws std::runtime_error where it cannot be read.
std::vector<emoji_count> read_emoji(const std::filesystem::path& file);

/// data/service.tsv: courtesy, plain problem statements (all neutral) and their emotional
/// counterparts, written for this project. Throws std::runtime_error where it cannot be read.
std::vector<example> read_service(const std::filesystem::path& file);

/// English customer turns of the chats in `folder` that hold no word of mood: words of the lexicon
/// count as one unless every service conversation is full of them ("problem", "please"). Each text
/// once.
std::vector<std::string> read_plain_requests(const std::filesystem::path& folder,
                                             const std::vector<lexicon_entry>& lexicon,
                                             const tokenizer& reader);

} // namespace earshot::sentiment::training
