// What a scorer says of one text, and why. The parts add up: base + words + rules = score.
#pragma once

#include "domain/utterance.hpp"

#include <optional>
#include <string>
#include <vector>

namespace earshot {

struct probabilities {
  double negative = 0;
  double neutral = 1;
  double positive = 0;
};

/// The outcome for one text. Without a score `why_not` says the reason (`no_words` or
/// `language_unsupported`) and the rest is at its default.
struct verdict {
  std::optional<double> score = {}; ///< -1..1, rounded to four decimals, after the rules
  no_score why_not = no_score::none;
  bool profanity = false; ///< a strong swear word fired
  probabilities p = {};   ///< the model's, before the rules
};

struct word_share {
  std::string text;        ///< as it was written
  double contribution = 0; ///< its share of the score
};

struct rule_share {
  std::string rule; ///< "swear_word", "override", "courtesy", "mockery"
  std::string text; ///< what it fired on
  double contribution = 0;
};

/// A verdict with its reasons: base + words + rules = score (to 1e-9), where there is a score.
struct explanation {
  verdict outcome;
  double base = 0;
  std::vector<word_share> words; ///< in the order of the text, only those with a contribution
  std::vector<rule_share> rules;
};

} // namespace earshot
