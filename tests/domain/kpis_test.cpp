#include "domain/kpis.hpp"

#include "domain/seller_parts.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <random>

using namespace earshot;

namespace {

utterance spoken(std::uint32_t message, author_role by, std::int64_t start, std::int64_t duration,
                 std::uint32_t words = 1, std::string who = {}) {
  utterance u;
  u.message = message;
  u.by = {by, std::move(who)};
  u.start_ms = start;
  u.duration_ms = duration;
  u.words = words;
  u.at = time_point{milliseconds{1'000'000 + start}};
  return u;
}

utterance written(std::uint32_t message, author_role by, std::int64_t at_ms, std::uint32_t words) {
  utterance u;
  u.message = message;
  u.by = {by, {}};
  u.at = time_point{milliseconds{at_ms}};
  u.words = words;
  return u;
}

constexpr auto customer_ = author_role::customer;
constexpr auto agent_ = author_role::agent;

kpis of(const std::vector<utterance>& all) {
  static const user_id mette = "mette";
  std::vector<seller_parts::source> sources;
  for (const utterance& u : all)
    sources.push_back({&u, &mette});
  return seller_parts::together(sources, {});
}

/// One part of one seller, fed in this order.
kpis live(const std::vector<utterance>& all) {
  seller_parts parts;
  std::vector<seller_parts::source> sources;
  static const user_id mette = "mette";
  for (const utterance& u : all) {
    parts.add(u, mette);
    sources.push_back({&u, &mette});
    if (parts.stale())
      parts = seller_parts::rebuilt(sources);
  }
  return parts.parts().front().figures;
}

std::vector<utterance> random_call(std::mt19937& random) {
  auto pick = [&](int most) { return std::uniform_int_distribution<int>{0, most}(random); };
  std::vector<utterance> all;
  for (std::uint32_t n = 1; n <= 40; ++n) {
    auto u = spoken(n,
                    pick(3) == 0 ? author_role::bot
                    : pick(1)    ? customer_
                                 : agent_,
                    pick(20) * 500, pick(6) * 700, static_cast<std::uint32_t>(pick(5)));
    if (u.by.role == customer_ && pick(3))
      u.scored.score = pick(200) / 100.0 - 1;
    all.push_back(u);
  }
  return all;
}

} // namespace

TEST_CASE("A call's figures follow their formulas") {
  // agent 0-2 s, customer 3-5 s, customer 4-9 s, agent 8-10 s, agent 12-13 s
  auto k = of({spoken(1, agent_, 0, 2000, 6), spoken(2, customer_, 3000, 2000, 5),
               spoken(3, customer_, 4000, 5000, 7), spoken(4, agent_, 8000, 2000, 4),
               spoken(5, agent_, 12'000, 1000, 2)});
  CHECK(k.basis == basis::ms);
  CHECK(*k.talk_ratio() == Approx(5000.0 / 12'000));
  CHECK(*k.talking_speed() == Approx(12 / (5000.0 / 60'000)));
  CHECK(k.switches == 2);
  CHECK(k.length_ms == 13'000);
  CHECK(*k.switches_per_hour() == Approx(2 * 3600 / 13.0));
  CHECK(*k.pause_ms() == 0); // the seller began before the customer had ended
  CHECK(*k.longest_monologue() == 6000);
}

TEST_CASE("A chat's figures count words and reply times") {
  auto k = of({written(1, customer_, 0, 3), written(2, customer_, 4000, 5),
               written(3, agent_, 10'000, 4), written(4, customer_, 20'000, 1),
               written(5, agent_, 21'000, 8)});
  CHECK(k.basis == basis::words);
  CHECK(*k.talk_ratio() == Approx(12.0 / 21));
  CHECK_FALSE(k.talking_speed());
  CHECK(k.switches == 3);
  CHECK(*k.pause_ms() == 3500);
  CHECK(*k.longest_monologue() == 8);
}

TEST_CASE("What has no words is no turn") {
  auto k = of({spoken(1, agent_, 0, 9000, 0), spoken(2, customer_, 1000, 1000),
               spoken(3, agent_, 2500, 500, 0), spoken(4, customer_, 3000, 1000)});
  CHECK(k.seller_turns == 0);
  CHECK(k.switches == 0);
  CHECK(k.length_ms == 3000);
  CHECK(*k.longest_monologue() == 3000);
  CHECK_FALSE(k.talk_ratio());
  CHECK_FALSE(k.pause_ms());
}

TEST_CASE("Bots are as if absent") {
  auto k = of({written(1, customer_, 0, 3), written(2, author_role::bot, 10, 50),
               written(3, agent_, 1000, 3)});
  CHECK(k.switches == 1);
  CHECK(*k.pause_ms() == 1000);
  CHECK(*k.talk_ratio() == 0.5);
}

TEST_CASE("Where a side is silent, what needs it is undefined") {
  auto k = of({written(1, customer_, 0, 3)});
  CHECK_FALSE(k.talk_ratio());
  CHECK_FALSE(k.pause_ms());
  CHECK_FALSE(k.switches_per_hour()); // no length
  CHECK(k.switches == 0);
  CHECK(*k.longest_monologue() == 3);
  CHECK_FALSE(of({written(1, agent_, 0, 3)}).longest_monologue());
  CHECK_FALSE(of({}).sentiment_trend());
}

TEST_CASE("Two utterances at the same instant stand in their order of arrival") {
  CHECK(of({written(1, customer_, 5, 1), written(2, agent_, 5, 1), written(3, customer_, 5, 1)})
            .switches
        == 2);
  CHECK(of({written(1, customer_, 5, 1), written(3, agent_, 5, 1), written(2, customer_, 5, 1)})
            .switches
        == 1);
}

TEST_CASE("Sentiment begins and ends with a third of the scored utterances") {
  std::vector<utterance> all;
  double scores[] = {-0.5, -0.1, 0.1, 0.1001, 0.3, 0.4, 0.9};
  for (std::uint32_t n = 0; n < 7; ++n) {
    all.push_back(written(n + 1, customer_, n, n == 3 ? 0 : 2)); // the fourth is emoji alone
    all.back().scored.score = scores[n];
  }
  all[6].scored.late = true; // scored when switched on: it counts in no figure
  auto k = of(all);
  CHECK(k.sentiments == sentiment_counts{3, 2, 1});
  CHECK(k.sentiment_start == Approx(-0.3));
  CHECK(k.sentiment_end == Approx(0.35));
  CHECK(*k.sentiment_trend() == Approx(0.65));
}

TEST_CASE("Speech and writing are never added up") {
  auto k = of({written(1, agent_, 900'000, 50), spoken(2, customer_, 0, 1000, 3),
               spoken(3, agent_, 1500, 1000, 3)});
  CHECK(k.basis == basis::ms);
  CHECK(*k.talk_ratio() == 0.5);
  CHECK(k.switches == 1);
}

TEST_CASE("A mood that was written beside a call stands at its place on the call's clock") {
  std::vector<utterance> all{spoken(1, customer_, 0, 1000, 3), spoken(2, customer_, 9000, 1000, 3),
                             written(3, customer_, 905'000, 2), written(4, customer_, 899'000, 2)};
  double scores[] = {0.2, 0.4, -0.6, 0.8};
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].at = time_point{milliseconds{900'000 + all[i].start_ms.value_or(0)}};
    all[i].scored.score = scores[i];
  }
  all[2].at = time_point{milliseconds{905'000}};
  all[3].at = time_point{milliseconds{899'000}}; // before the call began
  auto k = of(all);
  CHECK(k.sentiments == sentiment_counts{3, 0, 1});
  CHECK(k.sentiment_start == Approx(0.8));
  CHECK(k.sentiment_end == Approx(0.4));
  CHECK(k.customer_turns == 2);
  CHECK(k.monologue == 10'000);
  CHECK(live(all) == k);
  std::swap(all[0], all[2]);
  CHECK(live(all).sentiments == k.sentiments);
}

TEST_CASE("A live figure equals the one of the transcript, in whatever order it comes") {
  auto seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 200; ++round) {
    auto all = random_call(random);
    kpis expected = of(all);
    std::shuffle(all.begin(), all.end(), random);
    REQUIRE(of(all) == expected);
    auto before = expected;
    if (std::all_of(all.begin(), all.end(),
                    [](const utterance& u) { return u.by.role == author_role::bot; }))
      continue;
    REQUIRE(live(all) == before);
  }
}

TEST_CASE("Each seller's part counts for that seller") {
  std::vector<utterance> all{spoken(1, customer_, 0, 1000, 2),
                             spoken(2, agent_, 2000, 1000, 4, "mette"),
                             spoken(3, customer_, 4000, 2000, 3),
                             spoken(4, customer_, 7000, 1000, 1), // after the hand-over
                             spoken(5, agent_, 10'000, 3000, 9, "otto")};
  const user_id nobody, mette = "mette", otto = "otto";
  seller_parts parts;
  const user_id* agents[] = {&nobody, &mette, &mette, &otto, &otto};
  for (std::size_t i = 0; i < all.size(); ++i)
    parts.add(all[i], *agents[i]);
  REQUIRE_FALSE(parts.stale());
  auto found = parts.parts();
  REQUIRE(found.size() == 2);
  CHECK(found[0].seller == "mette");
  CHECK(*found[0].figures.talk_ratio()
        == Approx(0.25)); // the start, before anybody had it, is hers
  CHECK(*found[0].figures.pause_ms() == 1000);
  CHECK(found[0].last == all[2].at);
  CHECK(found[1].seller == "otto");
  CHECK(*found[1].figures.talk_ratio() == Approx(0.75));
  CHECK(*found[1].figures.pause_ms() == 2000);

  std::vector<seller_parts::source> sources;
  for (std::size_t i = 0; i < all.size(); ++i)
    sources.push_back({&all[i], agents[i]});
  CHECK(seller_parts::rebuilt(sources).parts() == found);
  CHECK(seller_parts::together(sources, {"otto"}) == found[1].figures);
  CHECK(seller_parts::together(sources, {}).switches == 3);
}
