#include "sentiment/training/train.hpp"

#include "sentiment/courtesy.hpp"
#include "sentiment/training/calibration.hpp"
#include "sentiment/training/learner.hpp"

namespace earshot::sentiment::training {

namespace {

// The probabilities of a regularised model are right on average but close together; drawn apart by
// this factor, the sign of p(positive) - p(negative) and the likeliest mood agree more often
// (macro-F1 of the levels +1.5 on dev), while more would cost correlation with human scores.
constexpr double sharpness = 1.5;

constexpr int runs = 4; // the mean of more changes no set by more than chance does

// What the features of the dev rows say before any fit: read with a fit of zeros for every
// language.
std::vector<judged> judge_dev(const std::vector<example>& corpus, const quantised& learned,
                              const std::set<std::string>& left_out, const tokenizer& reader,
                              const feature_reader& features) {
  auto image = image_of({learned.scale, {}}, learned.weights);
  model unfitted{image};
  std::vector<judged> rows;
  courtesy_list courtesy{reader};
  token_list tokens;
  token_list within;
  feature_list list;
  for (const auto& e : corpus) {
    auto lang = language_of(e);
    if (!e.dev || !lang || !is_supported(*lang) || is_check_only(e.set)
        || left_out.contains(file_of(e.set)))
      continue;
    reader.read(e.text, tokens);
    bool framed = courtesy.take_off(tokens, *lang, within);
    features.read(framed ? within : tokens, *lang, list);
    rows.push_back({unfitted.evaluate(list, {}), e.label, *lang, set_of(e)});
  }
  return rows;
}

} // namespace

material read_material(const std::filesystem::path& texts, const std::filesystem::path& own,
                       const tokenizer& reader) {
  material m;
  m.corpus = read_corpus(texts / "sentiment");
  m.lexicon = read_lexicon(own / "lexicon.tsv", m.corpus, reader);
  m.emoji = read_emoji(own / "emoji.tsv");
  m.service = read_service(own / "service.tsv");
  m.plain_requests = read_plain_requests(texts / "chats", m.lexicon, reader);
  return m;
}

std::vector<std::byte> train(const material& from, const std::set<std::string>& left_out,
                             const tokenizer& reader) {
  feature_reader features;
  auto store = mix(from, left_out, reader, features);
  auto learned = quantise(learn_mean(store, prior_of(from.lexicon), runs));
  auto fits = calibrate(judge_dev(from.corpus, learned, left_out, reader, features));
  for (auto& fit : fits)
    fit.bias = {fit.bias.negative * sharpness, fit.bias.positive * sharpness};
  return image_of({learned.scale * sharpness, fits}, learned.weights);
}

} // namespace earshot::sentiment::training
