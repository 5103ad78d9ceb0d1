// Trains the sentiment model: reads the labelled texts, writes the model's image. One thread,
// seeded: the same texts give the same bytes.
//   train_sentiment [--texts DIR] [--own DIR] [--leave-out SET[,SET…]] --out FILE
// --texts holds sentiment/*.tsv and chats/*.tsv, --own the lists that belong to the project.
#include "sentiment/training/train.hpp"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace {

using namespace earshot;
using namespace earshot::sentiment;
using namespace earshot::sentiment::training;

struct arguments {
  std::filesystem::path texts = "../shared/data";
  std::filesystem::path own = "sentiment/data";
  std::filesystem::path out;
  std::set<std::string> left_out;
};

constexpr const char* usage =
    "usage: train_sentiment [--texts DIR] [--own DIR] [--leave-out SET[,SET…]] "
    "--out FILE";

arguments parse(int argc, char** argv) {
  arguments args;
  for (int i = 1; i + 1 < argc; i += 2) {
    std::string name = argv[i];
    std::string value = argv[i + 1];
    if (name == "--texts")
      args.texts = value;
    else if (name == "--own")
      args.own = value;
    else if (name == "--out")
      args.out = value;
    else if (name == "--leave-out")
      for (std::istringstream in{value}; std::getline(in, value, ',');)
        args.left_out.insert(value);
    else
      throw std::runtime_error("unknown option " + name + "; " + usage);
  }
  if (args.out.empty())
    throw std::runtime_error(usage);
  return args;
}

void write(const std::filesystem::path& file, const std::vector<std::byte>& image) {
  std::ofstream out{file, std::ios::binary};
  out.write(reinterpret_cast<const char*>(image.data()),
            static_cast<std::streamsize>(image.size()));
  if (!out)
    throw std::runtime_error("cannot write " + file.string());
}

void run(const arguments& args) {
  tokenizer reader;
  auto from = read_material(args.texts, args.own, reader);
  std::fprintf(stderr, "%zu labelled texts, %zu lexicon words, %zu plain requests\n",
               from.corpus.size(), from.lexicon.size(), from.plain_requests.size());
  auto image = train(from, args.left_out, reader);
  model trained{image};
  for (const auto& fit : trained.languages())
    std::fprintf(stderr, "%.2s %+.2f %+.2f\n", fit.lang.code().data(), fit.bias.negative,
                 fit.bias.positive);
  write(args.out, image);
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
