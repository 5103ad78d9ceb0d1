// What customers speak of, without anybody having asked: words that say something, alone and in
// pairs, counted over a conversation that is over.
#pragma once

#include "domain/row.hpp"
#include "signals/words.hpp"

#include <span>

namespace earshot::signals_in_text {

/// Words of three letters and more that are no stop words of the language (known for English,
/// Danish, Norwegian, Swedish, German and Finnish) and no numbers; and each two that stand
/// together.
std::vector<std::string> terms_in(std::string_view text, language lang);

/// Fills in the terms of each part, the most frequent first. REQUIRES: the row is of these events.
void add_terms(conversation_row& row, std::span<const event_ptr> events);

} // namespace earshot::signals_in_text
