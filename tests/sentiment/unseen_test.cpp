// Sentences of customer service that the model never saw (unseen/<language>.tsv: label, text), as
// a person would judge them. Not all can be right: what is tested is that nearly all are, in every
// language, and that hardly one is laughably wrong.
#include "domain/level.hpp"
#include "sentiment/scorer.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

using namespace earshot;
using namespace earshot::sentiment;

namespace {

const std::filesystem::path source = EARSHOT_SOURCE_DIR;

struct sentence {
  std::string lang;
  int side = 0;
  std::string text;
};

std::vector<sentence> read_sentences() {
  std::vector<sentence> all;
  for (const auto& file : std::filesystem::directory_iterator{source / "tests/sentiment/unseen"}) {
    std::ifstream in{file.path()};
    for (std::string label, text; std::getline(in, label, '\t') && std::getline(in, text);)
      all.push_back({file.path().stem(), label == "neg" ? -1 : label == "pos" ? 1 : 0, text});
  }
  return all;
}

std::string plain(std::string text) {
  std::erase_if(text, [](char c) { return c == '.' || c == '!' || c == '?'; });
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return text;
}

struct tally {
  int sentences = 0, right = 0, contrary = 0, loud = 0;
};

} // namespace

TEST_CASE("Service sentences that the model never saw get the side a person would give them") {
  auto scorer = make_scorer();
  std::map<std::string, tally> by_language;
  tally all;
  for (const auto& [lang, side, text] : read_sentences()) {
    auto v = scorer->score(text, *language::parse(lang));
    REQUIRE(v.score);
    int value = value_of(level_of(*v.score));
    int guess = (value > 0) - (value < 0);
    for (tally* t : {&all, &by_language[lang]}) {
      ++t->sentences;
      t->right += guess == side;
      t->contrary += guess * side < 0;
      t->loud += side == 0 && std::abs(value) >= 2;
    }
  }
  REQUIRE(by_language.size() == 12);
  CHECK(all.sentences >= 200);
  CHECK(all.right * 100 >= all.sentences * 85);
  CHECK(all.contrary * 100 <= all.sentences * 3);
  CHECK(all.loud * 100 <= all.sentences * 3);
  for (const auto& [lang, t] : by_language) {
    INFO(lang << ": " << t.right << " of " << t.sentences);
    CHECK(t.right * 100 >= t.sentences * 75);
  }
}

TEST_CASE("None of those sentences is among the rows that were learned from") {
  std::set<std::string> learned;
  std::ifstream in{source / "sentiment/data/service.tsv"};
  for (std::string row; std::getline(in, row);)
    learned.insert(row.substr(0, 2) + plain(row.substr(row.rfind('\t') + 1)));
  CHECK(learned.size() > 2000);
  for (const auto& [lang, side, text] : read_sentences()) {
    INFO(lang << ": " << text);
    bool emoji = static_cast<unsigned char>(text[0]) >= 0xE2; // these have no other form
    CHECK((emoji || !learned.contains(lang + plain(text))));
  }
}
