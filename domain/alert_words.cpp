#include "domain/alert_words.hpp"

#include <algorithm>
#include <cctype>
#include <map>

namespace earshot {

namespace {

/// Neither letters nor digits of ASCII, nor anything beyond it, as words and emoji are.
bool is_punctuation(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c < 0x80 && std::ispunct(c) != 0; });
}

} // namespace

std::vector<std::string> words_that_lowered(const std::vector<weighed_message>& messages,
                                            std::size_t max) {
  std::map<std::string, double> share;
  for (const weighed_message& m : messages) {
    for (const word_share& w : m.why.words)
      share[w.text] += m.weight * w.contribution;
    for (const rule_share& r : m.why.rules)
      share[r.text] += m.weight * r.contribution;
  }
  double strongest = 0;
  for (const auto& [text, sum] : share)
    strongest = std::min(strongest, sum);
  std::erase_if(share, [&](const auto& s) {
    return s.second >= 0 || s.second > strongest / 4 || is_punctuation(s.first);
  });
  std::vector<std::pair<double, std::string>> lowest;
  for (auto& [text, sum] : share)
    lowest.emplace_back(sum, text);
  std::sort(lowest.begin(), lowest.end());
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::min(max, lowest.size()); ++i)
    out.push_back(std::move(lowest[i].second));
  return out;
}

} // namespace earshot
