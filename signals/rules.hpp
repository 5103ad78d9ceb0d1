// Questions and promises, by written rules in English, Danish and Finnish. They read words, not
// minds: what is said in other words is missed, and a quoted promise counts as one.
#pragma once

#include "domain/signals.hpp"
#include "signals/words.hpp"

#include <vector>

namespace earshot::signals_in_text {

/// A sentence that ends with a question mark, in any language; or one without that begins as a
/// question does in its language.
std::vector<text_span> questions_in(const std::vector<word>& words, language lang);

/// A sentence in which the speaker says to do something: "I'll send", "jeg sender", "palaan".
std::vector<text_span> promises_in(const std::vector<word>& words, language lang);

} // namespace earshot::signals_in_text
