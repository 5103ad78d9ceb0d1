#include "sentiment/training/lexicon.hpp"

#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <unordered_map>

namespace earshot::sentiment::training {

namespace {

// In how many neutral training rows of one language each word stands.
struct neutral_count {
  int rows = 0;
  std::unordered_map<std::uint64_t, int> with_word;

  bool common(std::uint64_t hash) const {
    auto found = with_word.find(hash);
    return found != with_word.end() && found->second > 2 && found->second * 400 > rows;
  }
};

std::map<language, neutral_count> count_neutral(const std::vector<example>& corpus,
                                                const tokenizer& reader) {
  std::map<language, neutral_count> counts;
  token_list tokens;
  for (const auto& e : corpus) {
    auto lang = language_of(e);
    if (e.dev || !lang || !e.set.starts_with("neutral"))
      continue;
    auto& count = counts[*lang];
    ++count.rows;
    reader.read(e.text, tokens);
    std::set<std::uint64_t> words;
    for (const auto& t : tokens.tokens)
      words.insert(t.hash);
    for (auto hash : words)
      ++count.with_word[hash];
  }
  return counts;
}

} // namespace

std::vector<lexicon_entry> read_lexicon(const std::filesystem::path& file,
                                        const std::vector<example>& corpus,
                                        const tokenizer& reader) {
  std::ifstream in{file};
  if (!in)
    throw std::runtime_error("cannot read the lexicon " + file.string());
  auto neutral = count_neutral(corpus, reader);
  std::vector<lexicon_entry> entries;
  token_list tokens;
  std::string row;
  std::getline(in, row); // the names of the columns
  while (std::getline(in, row)) {
    auto first = row.find('\t');
    auto second = row.find('\t', first + 1);
    auto lang = language::parse(row.substr(0, first));
    std::string word = row.substr(first + 1, second - first - 1);
    reader.read(word, tokens);
    if (!lang || tokens.tokens.size() != 1)
      continue;
    auto hash = tokens.tokens[0].hash;
    if (*lang == english || !neutral[*lang].common(hash))
      entries.push_back({*lang, word, std::stod(row.substr(second + 1)), hash});
  }
  return entries;
}

prior prior_of(const std::vector<lexicon_entry>& lexicon) {
  constexpr double turned = -0.7;
  prior known;
  auto put = [&](std::uint32_t bucket, double value, language lang) {
    known.value[bucket] = static_cast<float>(value);
    known.group[bucket] = lang == english ? 0 : 1;
  };
  for (const auto& e : lexicon) {
    put(feature_reader::word_bucket(e.hash, e.lang, false), e.value, e.lang);
    put(feature_reader::word_bucket(e.hash, e.lang, true), turned * e.value, e.lang);
  }
  return known;
}

} // namespace earshot::sentiment::training
