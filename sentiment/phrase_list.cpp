#include "sentiment/phrase_list.hpp"

#include <algorithm>

namespace earshot::sentiment {

void phrase_list::add(std::string_view phrase, double weight, const tokenizer& reader) {
  token_list tokens;
  reader.read(phrase, tokens);
  entry e{{}, weight};
  for (const auto& t : tokens.tokens)
    e.hashes.push_back(t.hash);
  if (e.hashes.empty())
    return;
  auto before = [](const entry& a, const entry& b) {
    return a.hashes[0] != b.hashes[0] ? a.hashes[0] < b.hashes[0]
                                      : a.hashes.size() > b.hashes.size();
  };
  entries_.insert(std::ranges::upper_bound(entries_, e, before), std::move(e));
}

phrase_list::match phrase_list::find(const token_list& tokens, std::uint32_t i) const {
  const auto& all = tokens.tokens;
  auto before = [](const entry& e, std::uint64_t hash) { return e.hashes[0] < hash; };
  auto e = std::lower_bound(entries_.begin(), entries_.end(), all[i].hash, before);
  for (; e != entries_.end() && e->hashes[0] == all[i].hash; ++e) {
    bool here = i + e->hashes.size() <= all.size();
    for (std::size_t k = 0; here && k < e->hashes.size(); ++k)
      here = all[i + k].hash == e->hashes[k];
    if (here)
      return {i, static_cast<std::uint32_t>(i + e->hashes.size()), e->weight};
  }
  return {};
}

} // namespace earshot::sentiment
