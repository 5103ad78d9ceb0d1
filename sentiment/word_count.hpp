// Counts words as the KPIs do: by the word boundaries of Unicode (UAX #29).
#pragma once

#include "sentiment/characters.hpp"

#include <cstdint>
#include <string_view>

namespace earshot::sentiment {

/// The segments between word boundaries that hold a letter or a digit. Languages without spaces
/// count a word per ideograph (the default rules; no dictionary) and, for Thai and its like, one
/// per run. Bracketed tokens ("[noise]", "<unk>") are none.
std::uint32_t count_words(std::string_view text, const character_table& characters);

} // namespace earshot::sentiment
