// What was noticed in one utterance, beside its mood: keywords, competitors, questions and
// promises. It is found once, when the utterance comes, by what was looked for then.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace earshot {

enum class tracked : std::uint8_t { keyword, competitor };
enum class item_state : std::uint8_t { open, done };

constexpr std::string_view name_of(item_state s) { return s == item_state::open ? "open" : "done"; }

/// A tracked keyword, or a competitor by its name, stands in the utterance `count` times.
struct mention {
  tracked kind = tracked::keyword;
  std::string what; ///< as it stands in the trackers
  std::uint32_t count = 0;

  friend bool operator==(const mention&, const mention&) = default;
};

/// A stretch of the utterance's text, in bytes.
struct text_span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const text_span&, const text_span&) = default;
};

struct signals {
  std::vector<mention> mentions = {};
  std::vector<text_span> questions = {};
  std::vector<text_span> promises = {}; ///< of the seller: each becomes an action item

  bool empty() const { return mentions.empty() && questions.empty() && promises.empty(); }
  friend bool operator==(const signals&, const signals&) = default;
};

} // namespace earshot
