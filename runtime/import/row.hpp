// One row of a file by the names of its columns, and what it says.
#pragma once

#include "runtime/import/transcript.hpp"

#include <functional>

namespace earshot::imports {

/// The cell of a column by our name for it; empty: there is none.
using cell_of = std::function<std::string(std::string_view name)>;

/// What files are known to call our columns, the first one our own name.
const std::map<std::string, std::vector<std::string>>& known_names();

/// Adds the row to what was said, or to what is bad.
void take_row(transcript& into, std::size_t line, const cell_of& cell, const mapping& names);

} // namespace earshot::imports
