// Properties over the dev rows of the labelled texts, where they are there.
#include "sentiment/scorer.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace earshot;
using namespace earshot::sentiment;

namespace {

struct row {
  std::string lang;
  std::string text;
};

// Every `step`-th dev row of all sets.
std::vector<row> dev_rows(std::size_t step) {
  std::filesystem::path folder =
      std::filesystem::path{EARSHOT_SOURCE_DIR} / "../shared/data/sentiment";
  std::vector<row> rows;
  if (!std::filesystem::exists(folder))
    return rows;
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    std::ifstream in{entry.path()};
    for (std::string line; std::getline(in, line);)
      if (line.find("\tdev\t") != line.npos && seen++ % step == 0)
        rows.push_back({line.substr(0, line.find('\t')), line.substr(line.rfind('\t') + 1)});
  }
  return rows;
}

double sum(const explanation& e) {
  double total = e.base;
  for (const auto& w : e.words)
    total += w.contribution;
  for (const auto& r : e.rules)
    total += r.contribution;
  return total;
}

} // namespace

TEST_CASE("The parts of an explanation sum to the score") {
  auto s = make_scorer({{"service", 0.4}});
  auto rows = dev_rows(20);
  if (rows.empty())
    WARN("../shared/data is not there: only a few texts are checked");
  rows.insert(rows.end(), {{"en", "fuck this service"},
                           {"en", "thank you"},
                           {"th", "ดีมาก"},
                           {"zh", "服务很好"},
                           {"en", "👍👍"},
                           {"da", "Tak for service!"}});
  std::size_t scored = 0;
  for (const auto& [code, text] : rows) {
    auto lang = language::parse(code);
    if (!lang)
      continue;
    auto e = s->explain(text, *lang);
    auto v = s->score(text, *lang);
    bool same = e.outcome.score == v.score && e.outcome.why_not == v.why_not
                && e.outcome.profanity == v.profanity;
    if (!v.score) {
      CHECK(same);
      continue;
    }
    ++scored;
    bool sums = std::fabs(sum(e) - *v.score) <= 1e-9;
    bool in_range =
        std::fabs(*v.score) <= 1 && std::fabs(v.p.negative + v.p.neutral + v.p.positive - 1) < 1e-9;
    bool rounded = std::fabs(*v.score * 10000 - std::round(*v.score * 10000)) < 1e-6;
    if (!(same && sums && in_range && rounded)) {
      INFO(code << ": " << text);
      CHECK(same);
      CHECK(sums);
      CHECK(in_range);
      CHECK(rounded);
    }
  }
  CHECK(scored >= 5);
}

TEST_CASE("The word that carries the mood has the largest share") {
  auto s = make_scorer();
  auto e = s->explain("the parcel came on Tuesday and the driver was terrible", english);
  const word_share* strongest = nullptr;
  for (const auto& w : e.words)
    if (!strongest || std::fabs(w.contribution) > std::fabs(strongest->contribution))
      strongest = &w;
  REQUIRE(strongest);
  CHECK(strongest->text == "terrible");
  CHECK(strongest->contribution < 0);
}
