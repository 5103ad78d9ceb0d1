// The words of an alert: which of what the customer wrote moved the mood down.
#pragma once

#include "domain/explanation.hpp"

#include <string>
#include <vector>

namespace earshot {

struct weighed_message {
  double weight = 1; ///< in the window
  explanation why;
};

/// What lowered the mood most comes first, at most `max` words; a word counts with all its places
/// together. Swear words, which act by a rule, are among them; punctuation is not, nor what did
/// less than a quarter of the first one.
std::vector<std::string> words_that_lowered(const std::vector<weighed_message>& messages,
                                            std::size_t max);

} // namespace earshot
