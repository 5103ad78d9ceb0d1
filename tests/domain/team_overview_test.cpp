#include "domain/team_overview.hpp"

#include "tests/catch.hpp"

#include <algorithm>
#include <cmath>

using namespace earshot;

namespace {

kpis talk(std::int64_t seller_words, std::int64_t customer_words = 10) {
  kpis k;
  k.customer_turns = k.seller_turns = k.switches = 1;
  k.seller_talk = seller_words;
  k.customer_talk = customer_words;
  return k;
}

void add(seller_overview& s, const kpis& k, outcome result = outcome::none,
         std::vector<std::string> keywords = {}) {
  s.figures.add(k);
  s.talks.push_back({s.seller + std::to_string(s.talks.size()), result, k, std::move(keywords)});
}

/// A seller with so many conversations of that style.
seller_overview seller(std::string name, int conversations, std::int64_t words,
                       outcome result = outcome::none) {
  seller_overview s{std::move(name), {}, {}};
  for (int n = 0; n < conversations; ++n)
    add(s, talk(words), result);
  return s;
}

const team_overview::row& row_of(const team_overview& o, const user_id& who) {
  return *std::find_if(o.rows.begin(), o.rows.end(),
                       [&](const team_overview::row& r) { return r.seller == who; });
}

} // namespace

TEST_CASE("A verdict says by which rule, which numbers and which conversations") {
  auto loud = seller("loud", 4, 90);
  add(loud, talk(190)); // 0.95 of it
  auto o = overview_of({seller("a", 5, 10), seller("b", 5, 10), seller("c", 5, 12), loud}, {});
  const auto& reasons = row_of(o, "loud").may_need_coaching;
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].rule == "talks_much");
  CHECK(reasons[0].what == figure::talk_ratio);
  CHECK(reasons[0].value == Approx((4 * 0.9 + 0.95) / 5));
  CHECK(reasons[0].median == Approx((0.5 + 12.0 / 22) / 2));
  CHECK(reasons[0].limit >= reasons[0].median + 0.1);
  CHECK(reasons[0].value > reasons[0].limit);
  REQUIRE(reasons[0].conversations.size() == 3);
  CHECK(reasons[0].conversations[0] == "loud4"); // shows it most
  CHECK(row_of(o, "a").may_need_coaching.empty());
}

TEST_CASE("There is no verdict") {
  SECTION("on a seller with fewer than five conversations") {
    auto o = overview_of(
        {seller("a", 5, 10), seller("b", 5, 10), seller("c", 5, 10), seller("loud", 4, 900)}, {});
    CHECK_FALSE(row_of(o, "loud").enough);
    CHECK(row_of(o, "loud").may_need_coaching.empty());
    CHECK(o.team[0]->sellers == 3); // nor do they count for the median
  }
  SECTION("in a team with fewer than three sellers who have five") {
    auto o = overview_of({seller("a", 5, 10), seller("loud", 5, 900)}, {});
    CHECK(row_of(o, "loud").may_need_coaching.empty());
  }
  SECTION("on what nobody would notice") {
    auto o = overview_of({seller("a", 5, 10), seller("b", 5, 10), seller("c", 5, 10),
                          seller("hardly louder", 5, 12)},
                         {});
    CHECK(row_of(o, "hardly louder").may_need_coaching.empty());
  }
}

TEST_CASE("Customers who leave in a better mood are good practice, those in a worse one are not") {
  auto with_trend = [](std::string name, double start, double end) {
    seller_overview s{std::move(name), {}, {}};
    for (int n = 0; n < 5; ++n) {
      kpis k = talk(10);
      k.sentiments = {1, 1, 1};
      k.sentiment_start = start;
      k.sentiment_end = end;
      add(s, k);
    }
    return s;
  };
  auto o = overview_of({with_trend("up", -0.4, 0.4), with_trend("a", 0, 0), with_trend("b", 0, 0),
                        with_trend("c", 0, 0), with_trend("down", 0.4, -0.4)},
                       {});
  REQUIRE(row_of(o, "up").best_practice.size() == 1);
  CHECK(row_of(o, "up").best_practice[0].rule == "mood_rises");
  REQUIRE(row_of(o, "down").may_need_coaching.size() == 1);
  CHECK(row_of(o, "down").may_need_coaching[0].rule == "mood_falls");
}

TEST_CASE("The best are chosen by hand, or by how their conversations end") {
  std::vector<seller_overview> team{
      seller("a", 6, 10, outcome::lost), seller("b", 6, 10, outcome::unsolved),
      seller("c", 6, 10, outcome::won), seller("d", 4, 10, outcome::won)}; // too few to say
  auto by_outcome = overview_of(team, {});
  CHECK(by_outcome.best == std::vector<user_id>{"c"});
  CHECK_FALSE(by_outcome.best_by_hand);
  for (auto& s : team)
    for (auto& t : s.talks)
      t.figures.sentiments = {1, 1, 1};
  auto by_hand = overview_of(team, {"a"});
  CHECK(by_hand.best == std::vector<user_id>{"a"});
  CHECK(by_hand.best_by_hand);
  REQUIRE_FALSE(by_hand.figures.empty());
  CHECK(by_hand.figures[0].name == "talk_ratio (written)");
  CHECK(by_hand.figures[0].low <= by_hand.figures[0].high);
  auto mood = std::find_if(by_hand.figures.begin(), by_hand.figures.end(),
                           [](const auto& d) { return d.name.starts_with("sentiment_positive"); });
  REQUIRE(mood != by_hand.figures.end());
  CHECK(mood->name == "sentiment_positive"); // spoken and written alike
}

TEST_CASE("A difference of means comes with what resampling says of it") {
  std::vector<double> high, low;
  for (int n = 0; n < 200; ++n) {
    high.push_back(1 + 0.01 * (n % 10));
    low.push_back(0.01 * (n % 10));
  }
  auto [from, to] = bootstrap_difference(high, low);
  CHECK(from < 1);
  CHECK(to > 1);
  // 1.96 standard errors of the difference, by hand
  double se = 2 * 1.96 * std::sqrt(2 * 0.000825 / 200);
  CHECK(to - from == Approx(se).epsilon(0.2));
  CHECK(bootstrap_difference(high, low)
        == std::pair(from, to)); // the same numbers, the same answer
  auto [least, most] = bootstrap_difference(low, low);
  CHECK(least < 0);
  CHECK(most > 0);
}

TEST_CASE("Of very many values a part is drawn, and says the same") {
  std::vector<double> high, low;
  for (int n = 0; n < 6'000; ++n) {
    high.push_back(0.5 + n % 2); // variance 1/4
    low.push_back(n % 2);
  }
  auto [from, to] = bootstrap_difference(high, low);
  CHECK((from + to) / 2 == Approx(0.5).margin(0.005));
  CHECK(to - from == Approx(2 * 1.96 * std::sqrt(2 * 0.25 / 6'000)).epsilon(0.2));
}

TEST_CASE("Sellers are shown the team's median only where nobody can be told from it") {
  std::vector<seller_overview> team;
  for (std::int64_t n = 1; n <= 4; ++n)
    team.push_back(seller("s" + std::to_string(n), 5, 10 * n));
  team.push_back(seller("new", 4, 90));
  CHECK_FALSE(medians_of(team)[0]); // of five, four have enough conversations
  add(team.back(), talk(90));
  auto medians = medians_of(team);
  REQUIRE(medians[0]);
  CHECK(medians[0]->median == Approx(0.75));
  CHECK_FALSE(medians[static_cast<std::size_t>(figure::talking_speed)]);
}
