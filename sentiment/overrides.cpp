#include "sentiment/overrides.hpp"

#include <algorithm>

namespace earshot::sentiment {

override_list::override_list(const std::vector<word_override>& words, const tokenizer& reader) {
  token_list tokens;
  for (const auto& [word, weight] : words) {
    reader.read(word, tokens);
    entry e{{}, weight};
    for (const auto& t : tokens.tokens)
      e.hashes.push_back(t.hash);
    if (!e.hashes.empty())
      entries_.push_back(std::move(e));
  }
  std::ranges::stable_sort(entries_, [](const entry& a, const entry& b) {
    if (a.hashes[0] != b.hashes[0])
      return a.hashes[0] < b.hashes[0];
    return a.hashes.size() > b.hashes.size();
  });
}

override_list::hit override_list::find(const token_list& tokens, std::uint32_t i) const {
  const auto& all = tokens.tokens;
  auto first_hash = [](const entry& e) { return e.hashes[0]; };
  for (const auto& e : std::ranges::equal_range(entries_, all[i].hash, {}, first_hash)) {
    bool here = i + e.hashes.size() <= all.size();
    for (std::size_t k = 0; here && k < e.hashes.size(); ++k)
      here = all[i + k].hash == e.hashes[k];
    if (here)
      return {i, static_cast<std::uint32_t>(i + e.hashes.size()), e.weight};
  }
  return {i, i, 0};
}

} // namespace earshot::sentiment
