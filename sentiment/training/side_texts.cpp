#include "sentiment/training/side_texts.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <unordered_set>

namespace earshot::sentiment::training {

namespace {

// In a lexicon, but said without any feeling by customers who want something done.
constexpr std::string_view words_of_service =
    "please help yes no ok okay sure hi hello like want care number problem problems issue issues "
    "error "
    "errors cancel cancelled canceled cancellation lost failed fail fails failing wrong charge "
    "charged "
    "charges refund debt fee fees fine alert delay delayed stuck interest interested fraud fix "
    "fixed safe "
    "security secure free share top access block blocked join agree pay support warning missing "
    "stop "
    "stopped reset reach chance save matter solve solved resolve resolved clear clearly correct "
    "true "
    "certain accept accepted confirm confirmed exact special limited growth ensure leave leaving "
    "miss "
    "missed need stolen steal broken emergency insurance worth offer gift prevent unable down low";
constexpr std::size_t thanks_words_max = 4; // "ok thank you" is courtesy, more is said with feeling

std::ifstream open(const std::filesystem::path& file) {
  std::ifstream in{file};
  if (!in)
    throw std::runtime_error("cannot read " + file.string());
  std::string columns;
  std::getline(in, columns);
  return in;
}

using hash_set = std::unordered_set<std::uint64_t>;

hash_set hashes_of(std::string_view words, const tokenizer& reader) {
  token_list tokens;
  reader.read(words, tokens);
  hash_set out;
  for (const auto& t : tokens.tokens)
    out.insert(t.hash);
  return out;
}

// Tells requests from feelings.
class plainness {
public:
  plainness(const std::vector<lexicon_entry>& lexicon, const tokenizer& reader)
      : thanks_{hashes_of("thank thanks", reader)} {
    auto service = hashes_of(words_of_service, reader);
    for (const auto& e : lexicon)
      if (e.lang == english && !service.contains(e.hash) && !thanks_.contains(e.hash))
        moods_.insert(e.hash);
  }

  bool is_plain(const token_list& tokens) const {
    return std::ranges::all_of(tokens.tokens, [&](const token& t) {
      if (t.kind == token_kind::punctuation)
        return tokens.letters[t.first] != U'!';
      bool mood = moods_.contains(t.hash) || t.shouted;
      bool thanks = thanks_.contains(t.hash) && tokens.tokens.size() > thanks_words_max;
      return t.kind == token_kind::word && !mood && !thanks;
    });
  }

private:
  hash_set thanks_;
  hash_set moods_;
};

} // namespace

std::vector<emoji_count> read_emoji(const std::filesystem::path& file) {
  auto in = open(file);
  std::vector<emoji_count> out;
  emoji_count e;
  while (in >> e.emoji >> e.tweets[0] >> e.tweets[1] >> e.tweets[2])
    out.push_back(e);
  return out;
}

std::vector<example> read_service(const std::filesystem::path& file) {
  auto in = open(file);
  std::vector<example> out;
  std::string row;
  while (std::getline(in, row)) {
    std::istringstream fields{row};
    example e{.set = "service"};
    std::string label;
    std::getline(fields, e.language, '\t');
    std::getline(fields, label, '\t');
    std::getline(fields, e.text);
    e.label = label == "neg" ? mood::negative : label == "pos" ? mood::positive : mood::neutral;
    out.push_back(std::move(e));
  }
  return out;
}

std::vector<std::string> read_plain_requests(const std::filesystem::path& folder,
                                             const std::vector<lexicon_entry>& lexicon,
                                             const tokenizer& reader) {
  plainness judge{lexicon, reader};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{folder})
    if (entry.path().extension() == ".tsv")
      files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<std::string> out;
  std::unordered_set<std::string> seen;
  token_list tokens;
  for (const auto& file : files) {
    auto in = open(file);
    for (std::string row; std::getline(in, row);) {
      std::string text = row.substr(row.rfind('\t') + 1);
      reader.read(text, tokens);
      if (!tokens.tokens.empty() && judge.is_plain(tokens) && seen.insert(text).second)
        out.push_back(text);
    }
  }
  return out;
}

} // namespace earshot::sentiment::training
