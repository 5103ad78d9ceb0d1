#include "domain/seller_history.hpp"

#include "domain/history_filter.hpp"
#include "domain/seller_insights.hpp"
#include "tests/catch.hpp"
#include "tests/domain/story.hpp"

#include <algorithm>
#include <random>

using namespace earshot;
using testing::at;

namespace {

struct told_row {
  conversation_row row;
  part_row part;
};

told_row row(std::string name, std::uint64_t position, std::int64_t second,
             sentiment_counts moods = {}) {
  told_row t;
  t.row.conversation = std::move(name);
  t.row.queue = "support";
  auto o = std::make_shared<opening>();
  o->customer.id = "u7";
  o->subject = std::optional(subject{"deal", "D-7"});
  t.row.opened_with = std::move(o);
  t.row.opened_at = at(second - 60);
  t.row.closed_at = at(second + 1);
  t.row.position = position;
  t.part.part.seller = "mette";
  t.part.part.last = at(second);
  kpis& k = t.part.part.figures;
  k.customer_turns = k.seller_turns = 1;
  k.customer_talk = 30;
  k.seller_talk = 10;
  k.switches = 1;
  k.sentiments = moods;
  return t;
}

void take(seller_history& h, const told_row& t) { h.take(t.row, t.part); }

insights all_of(const seller_history& h, const tracked_names& names = {}) {
  insight_period p;
  p.from = time_point{};
  p.to = at(1'000'000);
  return insights_of(h, p, names);
}

} // namespace

TEST_CASE("A seller's sentiment is the mean of the conversations' shares") {
  seller_history h;
  take(h, row("c1", 1, 10, {4, 0, 0}));
  take(h, row("c2", 2, 20, {0, 1, 1}));
  take(h, row("c3", 3, 30));
  auto found = all_of(h);
  CHECK(found.now.conversations() == 3);
  CHECK(found.now.of(figure::sentiment_positive)->n == 2);
  CHECK(mood_of(found.now)->positive == Approx(0.5));
  CHECK(mood_of(found.now)->negative == Approx(0.25));
  CHECK(found.now.of(figure::sentiment_positive)->pooled == Approx(4.0 / 6));

  SECTION("a newer row takes the place of an older one") {
    take(h, row("c2", 9, 20, {0, 0, 2}));
    take(h, row("c2", 2, 20, {9, 0, 0})); // an old one again changes nothing
    CHECK(mood_of(all_of(h).now)->negative == Approx(0.5));
    CHECK(h.size() == 3);
  }
  SECTION("those that are not kept any more are gone, and the others stay as they were") {
    CHECK(h.forget({"c1", "c3", "never heard of"}) == 2);
    CHECK(h.size() == 1);
    CHECK(mood_of(all_of(h).now)->positive == 0);
    int visits = 0;
    h.find("c2", [&](const history_entry& e) { visits += e.conversation == "c2"; });
    CHECK(visits == 1);
    take(h, row("c1", 1, 10));
    CHECK(h.size() == 2);
  }
}

TEST_CASE("An open conversation becomes a closed one, and counts once") {
  seller_history h;
  auto live = row("c1", 1, 10);
  live.row.closed_at.reset();
  take(h, live);
  CHECK(h.size() == 1);
  take(h, row("c1", 2, 12));
  CHECK(h.size() == 1);
  CHECK(h.first() == at(12));
}

TEST_CASE("An old row of an open conversation does not bring it back beside its closed one") {
  seller_history h;
  take(h, row("c1", 5, 12));
  auto late = row("c1", 4, 10);
  late.row.closed_at.reset();
  take(h, late);
  CHECK(h.size() == 1);
  CHECK(h.first() == at(12));
}

TEST_CASE("Small trends of many scores come back to the last digit") {
  seller_history h;
  auto t = row("c1", 1, 10, {0, 30, 0});
  t.part.part.figures.sentiment_start = 0.1234 / 10; // ten scores make a third
  t.part.part.figures.sentiment_end = 0.1235 / 10;
  take(h, t);
  h.find("c1", [&](const history_entry& e) {
    CHECK(*e.figures.sentiment_trend() == Approx(0.0001 / 10).epsilon(1e-9));
  });
}

TEST_CASE("The history gives back what it was given") {
  seller_history h;
  auto t = row("c1", 1, 10, {1, 2, 3});
  t.row.outcome = outcome::won;
  t.row.recorded = true;
  t.row.mood.lvl = level::negative;
  t.part.mentions = {{tracked::keyword, "invoice", 2, 1}, {tracked::competitor, "Acme", 1, 0}};
  t.part.terms = {{"delivery date", 3}, {"date", 1}};
  t.part.items = {{1, 4, "mette", "I'll send it", item_state::open}};
  t.part.comments_private = 1;
  take(h, t);
  int visits = 0;
  h.find("c1", [&](const history_entry& e) {
    ++visits;
    CHECK(e.subject_id == "D-7");
    CHECK(e.outcome == outcome::won);
    CHECK(e.lvl == level::negative);
    CHECK(e.recorded);
    CHECK(e.queue == "support");
    CHECK(e.figures == t.part.part.figures);
    std::vector<std::string> seen;
    each_mention(e, [&](tracked, std::string_view what, std::uint32_t n, std::uint32_t) {
      seen.push_back(std::string(what) + std::to_string(n));
    });
    each_term(e, [&](std::string_view term, std::uint32_t n) {
      seen.push_back(std::string(term) + std::to_string(n));
    });
    each_item(e, [&](const packed_item& i) { seen.emplace_back(i.text); });
    CHECK(seen
          == std::vector<std::string>{"invoice2", "Acme1", "delivery date3", "date1",
                                      "I'll send it"});
    CHECK(fits({.keyword = "invoice", .commented = true, .subject = "deal"}, e, e.lvl, true));
    CHECK_FALSE(fits({.commented = true}, e, e.lvl, false));
    CHECK_FALSE(fits({.competitor = "Other"}, e, e.lvl, true));
  });
  CHECK(visits == 1);
  auto found = all_of(h, {{"invoice"}, {}, nullptr, {}});
  REQUIRE(found.keywords.size() == 1);
  CHECK(found.keywords[0].by_seller == 1);
  CHECK(found.competitors.empty()); // nobody tracks them now
}

TEST_CASE("Figures merge in any order") {
  auto seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  auto pick = [&](int most) { return std::uniform_int_distribution<int>{0, most}(random); };
  std::vector<period_figures> parts(20);
  period_figures together;
  for (auto& part : parts)
    for (int n = pick(3); n > 0; --n) {
      auto k = row("c", 1, 1).part.part.figures;
      k.basis = pick(1) ? basis::ms : basis::words;
      k.seller_talk = pick(1000);
      k.monologue = pick(90);
      k.length_ms = pick(100'000);
      part.add(k);
      together.add(k);
    }
  std::shuffle(parts.begin(), parts.end(), random);
  period_figures merged;
  for (const auto& part : parts)
    merged.merge(part);
  CHECK(merged.conversations() == together.conversations());
  for (std::size_t i = 0; i < figures_count; ++i)
    for (basis b : {basis::ms, basis::words}) {
      auto f = static_cast<figure>(i);
      REQUIRE(merged.of(f, b).has_value() == together.of(f, b).has_value());
      if (!merged.of(f, b))
        continue;
      CHECK(merged.of(f, b)->mean == Approx(together.of(f, b)->mean));
      CHECK(merged.of(f, b)->pooled == Approx(together.of(f, b)->pooled));
      CHECK(merged.of(f, b)->n == together.of(f, b)->n);
    }
}

TEST_CASE("A closed conversation takes at most 300 bytes, however many there are") {
  seller_history h;
  std::uint64_t many = GENERATE(1025, 4096, 5000);
  for (std::uint64_t n = 0; n < many; ++n) {
    auto t = row("conversation-" + std::to_string(100'000 + n), n + 1, 10);
    t.part.mentions = {{tracked::keyword, "invoice", 2, 1}};
    for (int i = 0; i < 20; ++i)
      t.part.terms.push_back({"delivery" + std::to_string(i), 2});
    take(h, t);
  }
  CHECK(h.closed_bytes() / h.size() <= 300);
}
