#include "sentiment/plain_english.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace earshot::sentiment {

namespace {

constexpr std::size_t letters_max = 8;

// A word of up to eight lower-case letters as one number.
constexpr std::uint64_t packed(std::string_view word) {
  std::uint64_t letters = 0;
  for (char c : word)
    letters = letters << 8 | static_cast<unsigned char>(c);
  return letters;
}

template <std::size_t N>
constexpr std::array<std::uint64_t, N> word_set(const std::string_view (&words)[N]) {
  std::array<std::uint64_t, N> set{};
  std::ranges::transform(words, set.begin(), packed);
  std::ranges::sort(set);
  return set;
}

// Frequent words, without their apostrophes. These no other language in Latin letters has ...
constexpr std::string_view telling_words[] = {
    // clang-format off
      "about", "again", "anything", "because", "before", "being", "could", "couldnt", "didnt",
      "doesnt", "doing", "every", "from", "getting", "going", "know", "looking", "much", "nothing",
      "only", "really", "should", "since", "that", "thats", "the", "their", "they", "think", "this",
      "those", "through", "trying", "using", "very", "what", "when", "where", "which", "while",
      "with", "without", "working", "would", "wouldnt", "you", "your", "youre",
    // clang-format on
};
constexpr auto telling_set = word_set(telling_words);

// ... and some of these are words elsewhere too ("was", "help", "want").
constexpr std::string_view common_words[] = {
    // clang-format off
      "a", "after", "all", "am", "an", "and", "any", "are", "arent", "as", "at", "be", "been",
      "but", "by", "can", "cant", "did", "do", "does", "dont", "for", "get", "good", "had", "has",
      "have", "havent", "he", "hello", "help", "her", "here", "his", "how", "i", "id", "if", "im",
      "in", "is", "isnt", "it", "its", "ive", "just", "like", "me", "more", "my", "need", "never",
      "new", "no", "not", "now", "of", "ok", "on", "one", "or", "other", "our", "out", "please",
      "right", "same", "she", "so", "some", "still", "such", "thank", "thanks", "them", "then",
      "there", "these", "thing", "time", "to", "up", "us", "want", "was", "wasnt", "we", "were",
      "who", "why", "will", "wont", "work", "yes",
    // clang-format on
};
constexpr auto common_set = word_set(common_words);

struct word_tally {
  std::uint32_t words = 0, telling = 0, common = 0;

  void add(std::uint64_t word, std::size_t letters) {
    ++words;
    if (letters > letters_max)
      return;
    if (std::ranges::binary_search(telling_set, word))
      ++telling;
    else if (std::ranges::binary_search(common_set, word))
      ++common;
  }
};

// Nothing where a letter is beyond ASCII.
std::optional<word_tally> tally_of(std::string_view text) {
  word_tally tally;
  std::uint64_t word = 0;
  std::size_t letters = 0;
  for (char c : text) {
    auto lower = static_cast<unsigned char>(c | 0x20);
    if (static_cast<unsigned char>(c) >= 0x80)
      return std::nullopt;
    if (lower >= 'a' && lower <= 'z') {
      word = word << 8 | lower;
      ++letters;
    } else if (c != '\'' && letters > 0) {
      tally.add(word, letters);
      word = letters = 0;
    }
  }
  if (letters > 0)
    tally.add(word, letters);
  return tally;
}

} // namespace

bool is_plain_english(std::string_view text) {
  auto tally = tally_of(text);
  return tally && tally->words >= 3 && tally->telling >= 1
         && (tally->telling + tally->common) * 2 >= tally->words;
}

bool could_be_english(std::string_view text) {
  auto tally = tally_of(text);
  return tally && tally->words >= 2 && (tally->telling + tally->common) * 2 >= tally->words;
}

} // namespace earshot::sentiment
