// Which of the right names a wrong one was probably meant to be.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace earshot::config {

/// Fewest insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`
/// (optimal string alignment, Damerau 1964).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The name nearest to `wrong`, if it is near enough to be a slip: at most a third of its letters,
/// and never more than four.
std::optional<std::string_view> nearest(std::string_view wrong,
                                        std::span<const std::string_view> names);

} // namespace earshot::config
