#include "domain/sentiment_window.hpp"
#include "tests/catch.hpp"

#include <random>

using namespace earshot;

namespace {

policy on() {
  policy p;
  p.sentiment = true;
  return p;
}

scoring scored(double s, bool profanity = false) { return {.score = s, .profanity = profanity}; }

language danish = *language::parse("da");

} // namespace

TEST_CASE("A window without messages is neutral with no evidence") {
  mood m = sentiment_window{}.mood_under(on());
  CHECK(m.lvl == level::neutral);
  CHECK(m.evidence == 0);
  CHECK(m.why_not == no_score::none);
}

TEST_CASE("The mood is the decayed mean of the last six messages") {
  sentiment_window w;
  w.add(1, english, scored(0.9)); // falls out of the window
  for (std::uint32_t i = 2; i <= 7; ++i)
    w.add(i, english, scored(i == 7 ? -1.0 : 0.5));
  double weights = 0, sum = 0;
  for (int k = 0; k < 6; ++k) {
    weights += std::pow(0.8, k);
    sum += std::pow(0.8, k) * (k == 0 ? -1.0 : 0.5);
  }
  mood m = w.mood_under(on());
  CHECK(m.score == Approx(sum / weights).margin(5e-5));
  CHECK(m.evidence == 6);
  CHECK(w.slots().front().message == 2);
}

TEST_CASE("An unscored message keeps its slot and its weight") {
  sentiment_window w;
  w.add(1, english, scored(1.0));
  w.add(2, danish, {.why_not = no_score::multilingual_off});
  w.add(3, english, scored(-1.0));
  mood m = w.mood_under(on());
  CHECK(m.score == Approx((0.64 - 1.0) / 1.64).margin(5e-5));
  CHECK(m.evidence == 2);
}

TEST_CASE("A message that turns out to have no words gives its slot back") {
  sentiment_window w;
  w.add(1, english, {.why_not = no_score::feature_off});
  w.add(2, english, {.why_not = no_score::feature_off});
  w.add(3, english, {.why_not = no_score::feature_off});
  w.rescore({1, english, scored(1.0)});
  w.rescore({2, english, {.why_not = no_score::no_words}});
  w.rescore({3, english, scored(-1.0)});
  mood m = w.mood_under(on());
  CHECK(m.score == Approx((0.8 - 1.0) / 1.8).margin(5e-5));
  CHECK(m.evidence == 2);
  w.rescore({1, english, {.why_not = no_score::no_words}});
  w.rescore({3, english, {.why_not = no_score::no_words}});
  CHECK(w.slots().empty());
  CHECK(w.mood_under(on()) == sentiment_window{}.mood_under(on()));
}

TEST_CASE("A message without words takes no slot") {
  sentiment_window w;
  w.add(1, english, {.why_not = no_score::no_words});
  CHECK(w.slots().empty());
  CHECK(w.mood_under(on()).why_not == no_score::none);
}

TEST_CASE("Without a scored message the newest one's reason is the mood's") {
  sentiment_window w;
  w.add(1, danish, {.why_not = no_score::language_unsupported});
  w.add(2, danish, {.why_not = no_score::multilingual_off});
  CHECK(w.mood_under(on()).why_not == no_score::multilingual_off);
  CHECK(w.mood_under(policy{}).why_not == no_score::feature_off);
}

TEST_CASE(
    "Switching multilingual off takes foreign scores out of the mood, and on brings them back") {
  sentiment_window w;
  w.add(1, danish, scored(-0.8));
  policy p = on();
  CHECK(w.mood_under(p).why_not == no_score::multilingual_off);
  p.multilingual = true;
  CHECK(w.mood_under(p).score == Approx(-0.8));
}

TEST_CASE("A swear word in the window bounds the level, never the score") {
  sentiment_window w;
  for (std::uint32_t i = 1; i <= 5; ++i)
    w.add(i, english, scored(0.9));
  w.add(6, english, scored(-0.5, true));
  mood m = w.mood_under(on());
  CHECK(m.score > 0);
  CHECK(m.lvl == level::negative);
  CHECK(m.profanity);
  for (std::uint32_t i = 7; i <= 12; ++i)
    w.add(i, english, scored(0.9));
  CHECK(w.mood_under(on()).lvl == level::very_positive);
}

TEST_CASE("The trend is the newer half less the older half") {
  sentiment_window w;
  CHECK(w.trend_under(on()) == 0);
  w.add(1, english, scored(0.4));
  w.add(2, english, scored(0.0));
  w.add(3, english, scored(-0.6));
  CHECK(w.trend_under(on()) == Approx(-1.0));
}

TEST_CASE("Whatever comes, the score stays in range and the evidence at six") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> score(-1, 1);
  sentiment_window w;
  for (std::uint32_t i = 1; i <= 2000; ++i) {
    w.add(i, random() % 3 ? english : danish,
          random() % 4 ? scored(to_four_decimals(score(random)), random() % 20 == 0)
                       : scoring{.why_not = no_score::language_unsupported});
    policy p = on();
    p.multilingual = random() % 2;
    mood m = w.mood_under(p);
    REQUIRE(m.score >= -1);
    REQUIRE(m.score <= 1);
    REQUIRE(m.evidence <= 6);
    REQUIRE((m.why_not == no_score::none) == (m.evidence > 0));
  }
}

TEST_CASE("Seven levels with cuts that belong to the milder one") {
  CHECK(level_of(0) == level::neutral);
  cut_points cuts;
  CHECK(level_of(cuts.slight) == level::neutral);
  CHECK(level_of(cuts.slight + 1e-4) == level::slightly_positive);
  CHECK(level_of(-cuts.plain - 1e-4) == level::negative);
  CHECK(level_of(-1) == level::very_negative);
  CHECK(level_of(1) == level::very_positive);
  CHECK(name_of(level::slightly_negative) == "slightly_negative");
}
