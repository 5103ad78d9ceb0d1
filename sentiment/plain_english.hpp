// Tells English that nobody would take for anything else, at a tenth of what a detector costs.
#pragma once

#include <string_view>

namespace earshot::sentiment {

/// True if `text` is ASCII, has three words at least, half of them frequent English words, and
/// among these one that only English has ("would", "your"). False says nothing: ask a detector.
bool is_plain_english(std::string_view text);

/// Whether half of two or more words at least are frequent in English: a weaker sign, for what is
/// taken for English because nothing better is known.
bool could_be_english(std::string_view text);

} // namespace earshot::sentiment
