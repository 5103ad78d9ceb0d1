// The texts of one entry of a seller's history as bytes: who it was with, what was mentioned, the
// customer's terms, what was promised. Read back with the functions of domain/seller_history.hpp.
#pragma once

#include "domain/row.hpp"

#include <string>

namespace earshot {

/// Begins with the conversation's id, by which an entry is found.
std::string packed_texts(const conversation_row& r, const part_row& p);

} // namespace earshot
