#include "sentiment/training/recipe.hpp"

#include "sentiment/courtesy.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace earshot::sentiment::training {

namespace {

constexpr int commands_max = 300;           // rows of one source of commands in one language
constexpr float lexicon_weight_english = 8; // rated by people; the others are translated
constexpr float lexicon_weight = 1;
constexpr float emoji_weight = 3;
constexpr float service_weight_english = 3; // it has ten times the other rows
constexpr float service_weight = 1.6f;
constexpr float emoji_row_weight = 0.5f; // in every language
constexpr float request_weight = 2;
constexpr std::size_t requests_max = 10000;

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
      : reader_{reader}, features_{features}, courtesy_{reader} {}

  void add(const std::string& text, language lang, const std::string& source, sample s) {
    reader_.read(text, tokens_);
    if (tokens_.tokens.empty())
      return;
    bool framed = courtesy_.take_off(tokens_, lang, within_);
    features_.read(framed ? within_ : tokens_, lang, list_);
    std::string key = source;
    key.append("/").append(lang.code());
    s.source = sources_.emplace(key, static_cast<std::uint32_t>(sources_.size())).first->second;
    store_.add(list_, s);
  }

  sample_store take() { return std::move(store_); }

private:
  const tokenizer& reader_;
  const feature_reader& features_;
  courtesy_list courtesy_;
  token_list tokens_;
  token_list within_;
  feature_list list_;
  std::map<std::string, std::uint32_t> sources_;
  sample_store store_;
};

void add_corpus(mixer& out, const std::vector<example>& corpus,
                const std::set<std::string>& left_out) {
  std::map<std::pair<std::string, language>, int> commands;
  for (const auto& e : corpus) {
    auto lang = language_of(e);
    if (e.dev || !lang || left_out.contains(file_of(e.set)) || !is_wanted(e, *lang))
      continue;
    if (is_commands(e.set) && ++commands[{e.set, *lang}] > commands_max)
      continue;
    std::string set = set_of(e);
    out.add(e.text, *lang, set, {.label = e.label, .binary = set != "joined" && is_binary(set)});
  }
}

void add_lexicon(mixer& out, const std::vector<lexicon_entry>& lexicon) {
  for (const auto& entry : lexicon) {
    float trust = entry.lang == english ? lexicon_weight_english : lexicon_weight;
    out.add(entry.word, entry.lang, "lexicon",
            {.label = entry.value > 0 ? mood::positive : mood::negative,
             .binary = true,
             .weight = trust * static_cast<float>(std::fabs(entry.value))});
  }
}

// Alone and doubled, once with each label, weighed by how often it had that label.
void add_emoji(mixer& out, const std::vector<emoji_count>& emoji) {
  constexpr double unseen = 3; // tweets of each label that rare emoji are given
  for (const auto& e : emoji)
    for (const std::string& text : {e.emoji, e.emoji + e.emoji})
      for (auto label : {mood::negative, mood::neutral, mood::positive}) {
        double total = e.tweets[0] + e.tweets[1] + e.tweets[2] + 3 * unseen;
        double share = (e.tweets[static_cast<std::size_t>(label)] + unseen) / total;
        out.add(text, english, "emoji",
                {.label = label, .weight = emoji_weight * static_cast<float>(share)});
      }
}

// Each row as it stands and with the punctuation that people add or leave out; rows of emoji, whose
// language is "*", in every language.
void add_service(mixer& out, const std::vector<example>& service) {
  auto add = [&](const std::string& text, language lang, const example& e) {
    float weight = e.language == "*"  ? emoji_row_weight
                   : lang == english ? service_weight_english
                                     : service_weight;
    out.add(text, lang, "service", {.label = e.label, .weight = weight});
  };
  for (const auto& e : service) {
    auto languages = e.language == "*" ? supported_languages() : std::vector{*language_of(e)};
    for (language lang : languages) {
      add(e.text, lang, e);
      if (std::string_view{"?!"}.find(e.text.back()) != std::string_view::npos)
        continue;
      add(e.text + ".", lang, e);
      add(e.text + "!", lang, e);
    }
  }
}

} // namespace

sample_store mix(const material& from, const std::set<std::string>& left_out,
                 const tokenizer& reader, const feature_reader& features) {
  mixer out{reader, features};
  add_corpus(out, from.corpus, left_out);
  add_lexicon(out, from.lexicon);
  add_emoji(out, from.emoji);
  add_service(out, from.service);
  for (std::size_t i = 0; i < std::min(from.plain_requests.size(), requests_max); ++i)
    out.add(from.plain_requests[i], english, "requests", {.weight = request_weight});
  return out.take();
}

} // namespace earshot::sentiment::training
