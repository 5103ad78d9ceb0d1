#include "sentiment/scorer.hpp"

#include "domain/level.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <string>

using namespace earshot;
using namespace earshot::sentiment;

namespace {

const scorer& shipped() {
  static const auto s = make_scorer();
  return *s;
}

double score(std::string_view text, const char* lang = "en") {
  auto v = shipped().score(text, *language::parse(lang));
  REQUIRE(v.score);
  return *v.score;
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

TEST_CASE("A swear word makes a message negative, whatever stands around it") {
  for (auto text : {"This is fucking awesome", "sh1t", "I love this shit, thank you so much!"}) {
    auto v = shipped().score(text, english);
    CHECK(v.profanity);
    CHECK(value_of(level_of(*v.score)) <= value_of(level::negative));
  }
  CHECK_FALSE(shipped().score("damn, that is crap", english).profanity);
  CHECK_FALSE(shipped().score("Er kampagnen slut?", *language::parse("da")).profanity);
}

TEST_CASE("Its own rule says what a swear word took") {
  auto e = shipped().explain("This is f**king awesome", english);
  REQUIRE(e.rules.size() == 1);
  CHECK(e.rules[0].rule == "swear_word");
  CHECK(e.rules[0].text == "f**king");
  CHECK(e.rules[0].contribution < 0);
  CHECK(sum(e) == Approx(*e.outcome.score).margin(1e-9));
}

TEST_CASE("A text without words and emoji is not scored") {
  for (auto text : {"", " ", "?!", "...", "[noise]", "<unk> [laughter]"}) {
    auto v = shipped().score(text, english);
    CHECK_FALSE(v.score);
    CHECK(v.why_not == no_score::no_words);
  }
  CHECK(shipped().score("😀", english).score);
  CHECK(shipped().score("[noise] yes", english).score);
}

TEST_CASE("A language that is not supported says so") {
  auto v = shipped().score("tlhIngan maH", *language::parse("xx"));
  CHECK_FALSE(v.score);
  CHECK(v.why_not == no_score::language_unsupported);
  CHECK(shipped().explain("tlhIngan maH", *language::parse("xx")).words.empty());
}

TEST_CASE("A deployment's own words move the score by their weight") {
  auto own = make_scorer({{"Acme", 0.8}, {"recall notice", -2}});
  double plain = *own->score("I called about it", english).score;
  CHECK(plain == score("I called about it"));
  auto e = own->explain("ACME called", english);
  REQUIRE(e.rules.size() == 1);
  CHECK(e.rules[0].rule == "override");
  CHECK(e.rules[0].text == "ACME");
  CHECK(e.rules[0].contribution == Approx(0.8));
  CHECK(sum(e) == Approx(*e.outcome.score).margin(1e-9));
  CHECK(*own->score("a wonderful recall notice, thank you!", english).score == -1);
  CHECK(own->explain("a recall without notice", english).rules.empty());
}

TEST_CASE("Any bytes give a score or a reason") {
  for (std::string text : {std::string("\xFF\xFE\x00 bad", 7), std::string("good \xC3"),
                           std::string(100000, 'a'), std::string("\0\0", 2)}) {
    auto v = shipped().score(text, english);
    CHECK((v.score.has_value() != (v.why_not != no_score::none)));
    if (v.score)
      CHECK(std::fabs(*v.score) <= 1);
  }
}

TEST_CASE("The language of a message leans on what is known where the text says little") {
  auto danish = *language::parse("da");
  auto finnish = *language::parse("fi");
  std::vector<language> queue{danish, english};
  CHECK(shipped().language_of("ok", {.conversation = danish}) == danish);
  CHECK(shipped().language_of("ok", {.customer = finnish}) == finnish);
  CHECK(shipped().language_of("ok", {.queue = &queue}) == danish);
  CHECK(shipped().language_of("ok", {}) == english);
  CHECK(shipped().language_of("Laskuni on väärin ja olen todella vihainen siitä",
                              {.conversation = danish})
        == finnish);
}
