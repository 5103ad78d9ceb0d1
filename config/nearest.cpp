#include "config/nearest.hpp"

#include <algorithm>
#include <vector>

namespace earshot::config {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Three rows of the table are alive at a time: this one and the two above it.
  std::vector<std::size_t> above2(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    above2.swap(above);
    above.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], above2[j - 2] + 1);
    }
  }
  return row[b.size()];
}

std::optional<std::string_view> nearest(std::string_view wrong,
                                        std::span<const std::string_view> names) {
  std::optional<std::string_view> best;
  std::size_t least = std::clamp<std::size_t>(wrong.size() / 3, 1, 4) + 1;
  for (std::string_view name : names) {
    std::size_t d = edit_distance(wrong, name);
    if (d < least) {
      least = d;
      best = name;
    }
  }
  return best;
}

} // namespace earshot::config
