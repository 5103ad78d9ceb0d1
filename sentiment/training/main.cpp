// Trains the sentiment model: reads the labelled texts, writes the model's image. One thread,
// seeded: the same texts give the same bytes.
//   train_sentiment [--data DIR] [--lexicon FILE] [--leave-out SET[,SET…]] --out FILE
#include "sentiment/training/calibration.hpp"
#include "sentiment/training/corpus.hpp"
#include "sentiment/training/learner.hpp"
#include "sentiment/training/lexicon.hpp"
#include "sentiment/training/recipe.hpp"

#include <cstdio>
#include <exception>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace {

using namespace earshot;
using namespace earshot::sentiment;
using namespace earshot::sentiment::training;

struct arguments {
  std::string data = "../shared/data/sentiment";
  std::string lexicon = "sentiment/data/lexicon.tsv";
  std::string out;
  std::set<std::string> left_out;
};

arguments parse(int argc, char** argv) {
  arguments args;
  for (int i = 1; i + 1 < argc; i += 2) {
    std::string name = argv[i];
    std::string value = argv[i + 1];
    if (name == "--data")
      args.data = value;
    else if (name == "--lexicon")
      args.lexicon = value;
    else if (name == "--out")
      args.out = value;
    else if (name == "--leave-out")
      for (std::istringstream in{value}; std::getline(in, value, ',');)
        args.left_out.insert(value);
    else
      throw std::runtime_error("unknown option " + name);
  }
  if (args.out.empty())
    throw std::runtime_error("usage: train_sentiment [--data DIR] [--lexicon FILE] "
                             "[--leave-out SET,…] --out FILE");
  return args;
}

// All languages of the texts without a fit, as the image is first read.
model_parameters unfitted(const std::vector<example>& corpus, double scale) {
  std::set<language> languages;
  for (const auto& e : corpus)
    if (auto lang = language_of(e))
      languages.insert(*lang);
  model_parameters parameters{scale, {}};
  for (auto lang : languages)
    parameters.languages.push_back({lang, false, 1, {}});
  return parameters;
}

std::vector<judged> judge_dev(const std::vector<example>& corpus, const model& m,
                              const std::set<std::string>& left_out, const tokenizer& reader,
                              const feature_reader& features) {
  std::vector<judged> rows;
  token_list tokens;
  feature_list list;
  for (const auto& e : corpus) {
    auto lang = language_of(e);
    if (!e.dev || !lang || left_out.contains(e.set) || e.set == "uci_amazon"
        || e.set == "vader_movie")
      continue;
    reader.read(e.text, tokens);
    features.read(tokens, *lang, list);
    rows.push_back({m.evaluate(list, *m.fit_of(*lang)), e.label, *lang});
  }
  return rows;
}

void run(const arguments& args) {
  tokenizer reader;
  feature_reader features;
  auto corpus = read_corpus(args.data);
  auto lexicon = read_lexicon(args.lexicon, corpus, reader);
  auto store = mix(corpus, lexicon, args.left_out, reader, features);
  std::fprintf(stderr, "%zu samples, %zu lexicon words\n", store.samples.size(), lexicon.size());
  auto learned = quantise(learn(store, prior_of(lexicon), {}));
  auto parameters = unfitted(corpus, learned.scale);
  auto image = image_of(parameters, learned.weights);
  auto rows = judge_dev(corpus, model{image}, args.left_out, reader, features);
  parameters.languages = calibrate(rows);
  image = image_of(parameters, learned.weights);
  std::ofstream out{args.out, std::ios::binary};
  out.write(reinterpret_cast<const char*>(image.data()),
            static_cast<std::streamsize>(image.size()));
  if (!out)
    throw std::runtime_error("cannot write " + args.out);
  std::fprintf(stderr, "%zu bytes, %zu languages\n", image.size(), parameters.languages.size());
}

} // namespace

int main(int argc, char** argv) {
  try {
    run(parse(argc, argv));
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "train_sentiment: %s\n", e.what());
    return 1;
  }
}
