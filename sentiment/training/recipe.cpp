#include "sentiment/training/recipe.hpp"

#include <cmath>
#include <map>

namespace earshot::sentiment::training {

namespace {

constexpr int commands_max = 300; // rows of one source of commands in one language
constexpr double lexicon_weight = 0.3;

std::string file_of(const std::string& set) { return set.substr(0, set.find('/')); }

// Orders to a machine differ so much from talk that a model learns to tell the two apart instead.
bool is_commands(const std::string& set) {
  return set == "neutral/ha" || set == "neutral/msbot" || set == "neutral/xsid";
}

// Of the sets with many languages, those that Earshot aims at.
bool is_wanted(const example& e, language lang) {
  auto code = lang.code();
  if (e.set == "afrisenti")
    return code == "pt" || code == "en" || code == "ar";
  if (e.set == "nusax")
    return code == "id" || code == "en";
  return true;
}

class mixer {
public:
  mixer(const tokenizer& reader, const feature_reader& features)
      : reader_{reader}, features_{features} {}

  void add(const std::string& text, language lang, const std::string& source, sample s) {
    reader_.read(text, tokens_);
    if (tokens_.tokens.empty())
      return;
    features_.read(tokens_, lang, list_);
    std::string key = source;
    key.append("/").append(lang.code());
    s.source = sources_.emplace(key, static_cast<std::uint32_t>(sources_.size())).first->second;
    store_.add(list_, s);
  }

  sample_store take() { return std::move(store_); }

private:
  const tokenizer& reader_;
  const feature_reader& features_;
  token_list tokens_;
  feature_list list_;
  std::map<std::string, std::uint32_t> sources_;
  sample_store store_;
};

std::set<language> languages_with_neutral(const std::vector<example>& corpus) {
  std::set<language> found;
  for (const auto& e : corpus)
    if (auto lang = language_of(e); lang && e.set.starts_with("neutral"))
      found.insert(*lang);
  return found;
}

} // namespace

sample_store mix(const std::vector<example>& corpus, const std::vector<lexicon_entry>& lexicon,
                 const std::set<std::string>& left_out, const tokenizer& reader,
                 const feature_reader& features) {
  mixer out{reader, features};
  auto with_neutral = languages_with_neutral(corpus);
  std::map<std::pair<std::string, language>, int> commands;
  for (const auto& e : corpus) {
    auto lang = language_of(e);
    std::string file = file_of(e.set);
    if (e.dev || !lang || left_out.contains(file) || !is_wanted(e, *lang))
      continue;
    if (is_commands(e.set) && ++commands[{e.set, *lang}] > commands_max)
      continue;
    // Binary subtitles and the weak neutral rows of one language make up one set of three classes.
    bool joined = (file == "xed_proj" || file == "neutral") && with_neutral.contains(*lang);
    out.add(e.text, *lang, joined ? "joined" : file,
            {.label = e.label, .binary = is_binary(e.set) && !joined});
  }
  for (const auto& entry : lexicon)
    out.add(entry.word, entry.lang, "lexicon",
            {.label = entry.value > 0 ? mood::positive : mood::negative,
             .binary = true,
             .weight = static_cast<float>(lexicon_weight * std::fabs(entry.value))});
  return out.take();
}

} // namespace earshot::sentiment::training
