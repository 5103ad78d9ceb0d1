// Measures the shipped scorer on the dev rows, beside those of peers.tsv (see peers.mjs), and how
// it does on sets it was not trained on. Prints Markdown.
//   bench_sentiment [--texts DIR] [--own DIR] [--peers FILE] [--unseen yes]
#include "bench/sentiment/agreement.hpp"
#include "domain/level.hpp"
#include "sentiment/scorer.hpp"
#include "sentiment/training/train.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace {

using namespace earshot;
using namespace earshot::bench;
using namespace earshot::sentiment;
using namespace earshot::sentiment::training;

struct arguments {
  std::filesystem::path texts = "../shared/data";
  std::filesystem::path own = "sentiment/data";
  std::filesystem::path peers;
  bool unseen = false;
};

struct peer {
  std::string name;
  std::string speed; ///< messages per second
  std::vector<std::optional<int>> labels;
};

// A group of the table: one set in one language.
struct group {
  std::vector<std::size_t> rows;
  std::optional<double> unseen_f1;
};

int sign_of(double score) {
  int value = value_of(level_of(score));
  return (value > 0) - (value < 0);
}

std::vector<peer> read_peers(const std::filesystem::path& file, std::size_t rows) {
  std::vector<peer> peers;
  std::ifstream in{file};
  std::map<std::string, std::string> speeds;
  std::string line;
  while (std::getline(in, line) && line.starts_with("#")) {
    std::istringstream fields{line.substr(2)};
    std::string name;
    fields >> name >> speeds[name];
  }
  for (std::istringstream names{line}; std::getline(names, line, '\t');)
    peers.push_back({line, speeds[line], {}});
  while (std::getline(in, line)) {
    std::istringstream fields{line};
    for (auto& p : peers) {
      std::string field;
      std::getline(fields, field, '\t');
      p.labels.push_back(field.empty() ? std::nullopt : std::optional{std::stoi(field)});
    }
  }
  for (const auto& p : peers)
    if (p.labels.size() != rows)
      throw std::runtime_error(file.string() + " has " + std::to_string(p.labels.size())
                               + " rows, the texts " + std::to_string(rows)
                               + ": run peers.mjs again");
  return peers;
}

int label_of(const example& e) { return static_cast<int>(e.label) - 1; }

std::vector<int> score_all(const std::vector<example>& dev, const scorer& s) {
  std::vector<int> out;
  for (const auto& e : dev) {
    auto lang = training::language_of(e);
    auto v = lang ? s.score(e.text, *lang) : verdict{};
    out.push_back(sign_of(v.score.value_or(0)));
  }
  return out;
}

// The sets of this model's languages, each trained without once.
void measure_unseen(std::map<std::string, group>& groups, const std::vector<example>& dev,
                    const material& from, const tokenizer& reader) {
  std::set<std::string> sets;
  for (const auto& e : dev)
    if (!is_check_only(e.set) && !e.set.starts_with("neutral"))
      sets.insert(e.set);
  for (const auto& left_out : sets) {
    std::fprintf(stderr, "training without %s\n", left_out.c_str());
    auto image = train(from, {left_out}, reader);
    auto s = make_scorer_of(image, {});
    for (auto& [name, g] : groups) {
      if (!name.starts_with(left_out + " "))
        continue;
      confusion c;
      for (auto i : g.rows)
        c.add(label_of(dev[i]),
              sign_of(s->score(dev[i].text, *training::language_of(dev[i])).score.value_or(0)));
      g.unseen_f1 = c.figures().macro_f1;
    }
  }
}

void print_group(const std::string& name, const group& g, const std::vector<example>& dev,
                 const std::vector<int>& ours, const std::vector<peer>& peers) {
  confusion own;
  for (auto i : g.rows)
    own.add(label_of(dev[i]), ours[i]);
  auto [accuracy, f1] = own.figures();
  std::printf("| %s | %zu | %.1f | **%.1f** | ", name.c_str(), g.rows.size(), 100 * accuracy,
              100 * f1);
  std::printf(g.unseen_f1 ? "%.1f |" : "– |", 100 * g.unseen_f1.value_or(0));
  const peer* best = nullptr;
  double best_f1 = -1;
  for (const auto& p : peers) {
    confusion theirs;
    bool known = true;
    for (auto i : g.rows)
      if (known = known && p.labels[i].has_value(); known)
        theirs.add(label_of(dev[i]), *p.labels[i]);
    double their_f1 = theirs.figures().macro_f1;
    std::printf(known ? " %.1f |" : " |", 100 * their_f1);
    if (known && their_f1 > best_f1) {
      best = &p;
      best_f1 = their_f1;
    }
  }
  if (!best) {
    std::printf(" |\n");
    return;
  }
  std::vector<guess_pair> pairs;
  for (auto i : g.rows)
    pairs.push_back({label_of(dev[i]), ours[i], *best->labels[i]});
  auto [low, high] = difference_of_f1(pairs);
  std::printf(" %s %+.1f … %+.1f |\n", best->name.c_str(), 100 * low, 100 * high);
}

void print_speed(const std::vector<example>& dev, const scorer& s, const std::vector<peer>& peers) {
  std::size_t scored = 0;
  auto begin = std::chrono::steady_clock::now();
  for (const auto& e : dev)
    if (auto lang = training::language_of(e))
      scored += s.score(e.text, *lang).score.has_value();
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::printf("\n| scorer | messages/s |\n|---|---|\n| Earshot | %.0f |\n",
              static_cast<double>(scored) / took.count());
  for (const auto& p : peers)
    std::printf("| %s | %s |\n", p.name.c_str(), p.speed.c_str());
  auto time_of = [&](const char* what, std::string_view text) {
    constexpr int rounds = 200000;
    double sum = 0;
    auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i)
      sum += s.score(text, english).score.value_or(0);
    std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now() - start;
    std::printf("\n%s: %.2f us (sum %.0f)", what, spent.count() / rounds, sum);
  };
  time_of("chat message of 12 words", "Hello, my new card still does not work and I need it");
  time_of("tweet of 25 words",
          "@airline you messed up our seats again, we booked them with friends months ago and now "
          "you gave them away, so what happens with our money? #fail");
  auto start = std::chrono::steady_clock::now();
  for (const auto& e : dev)
    s.language_of(e.text, {});
  std::chrono::duration<double, std::micro> spent = std::chrono::steady_clock::now() - start;
  std::printf("\nlanguage of a message: %.2f us\n",
              spent.count() / static_cast<double>(dev.size()));
}

// How often the language of a dev row is recognised: by itself, in a conversation of that language,
// and in an English one whose customer changes over.
void print_languages(const std::vector<example>& dev, const scorer& s) {
  struct counts {
    int rows = 0;
    int alone = 0;
    int expected = 0;
    int switched = 0;
  };
  std::map<std::string, counts> by_language;
  for (const auto& e : dev) {
    auto lang = language::parse(e.language);
    if (!lang || std::ranges::find(s.languages(), *lang) == s.languages().end())
      continue;
    auto& c = by_language[e.language];
    ++c.rows;
    c.alone += s.language_of(e.text, {}) == *lang;
    c.expected += s.language_of(e.text, {.conversation = *lang}) == *lang;
    c.switched += s.language_of(e.text, {.conversation = english}) == *lang;
  }
  std::printf("\n| language | n | alone | expected | after English |\n|---|---|---|---|---|\n");
  for (const auto& [code, c] : by_language) {
    auto share = [&](int n) { return 100.0 * n / c.rows; };
    std::printf("| %s | %d | %.0f | %.0f | %.0f |\n", code.c_str(), c.rows, share(c.alone),
                share(c.expected), share(c.switched));
  }
}

void run(const arguments& args) {
  tokenizer reader;
  auto from = read_material(args.texts, args.own, reader);
  std::vector<example> dev;
  for (const auto& e : from.corpus)
    if (e.dev)
      dev.push_back(e);
  auto peers = args.peers.empty() ? std::vector<peer>{} : read_peers(args.peers, dev.size());
  auto s = make_scorer();
  std::map<std::string, group> groups;
  for (std::size_t i = 0; i < dev.size(); ++i)
    if (auto lang = training::language_of(dev[i]);
        lang && std::ranges::find(s->languages(), *lang) != s->languages().end())
      groups[set_of(dev[i]) + " " + dev[i].language].rows.push_back(i);
  if (args.unseen)
    measure_unseen(groups, dev, from, reader);
  auto ours = score_all(dev, *s);
  std::printf("| set, language | n | accuracy | macro-F1 | set unseen |");
  for (const auto& p : peers)
    std::printf(" %s |", p.name.c_str());
  std::printf(" ours − best peer, 95 %% |\n|---|---|---|---|---|---|");
  for (std::size_t i = 0; i < peers.size(); ++i)
    std::printf("---|");
  std::printf("\n");
  for (const auto& [name, g] : groups)
    print_group(name, g, dev, ours, peers);
  print_languages(dev, *s);
  print_speed(dev, *s, peers);
}

arguments parse(int argc, char** argv) {
  arguments args;
  for (int i = 1; i + 1 < argc; i += 2) {
    std::string name = argv[i];
    if (name == "--texts")
      args.texts = argv[i + 1];
    else if (name == "--own")
      args.own = argv[i + 1];
    else if (name == "--peers")
      args.peers = argv[i + 1];
    else if (name == "--unseen")
      args.unseen = true;
    else
      throw std::runtime_error("unknown option " + name);
  }
  return args;
}

} // namespace

int main(int argc, char** argv) {
  try {
    run(parse(argc, argv));
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "bench_sentiment: %s\n", e.what());
    return 1;
  }
}
