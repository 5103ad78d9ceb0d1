#include "domain/wall.hpp"
#include "tests/catch.hpp"
#include "tests/domain/story.hpp"

#include <random>

using namespace earshot;
using namespace earshot::testing;

namespace {

void add(row_set& rows, std::string id, level l, std::optional<std::int64_t> waits_since,
         status s = status::active) {
  auto r = std::make_shared<conversation_row>();
  r->conversation = std::move(id);
  r->status = s;
  r->mood.lvl = l;
  r->opened_at = at(static_cast<std::int64_t>(rows.size()));
  if (waits_since)
    r->unanswered_since = at(*waits_since);
  put(rows, r);
}

std::vector<std::string> names(const wall_page& p) {
  std::vector<std::string> out;
  for (const auto& r : p.rows)
    out.push_back(r->conversation);
  return out;
}

constexpr wall_view by_risk{wall_order::risk, false, true};

} // namespace

TEST_CASE("The riskiest come first: by level, then by the longest unanswered customer") {
  row_set rows;
  add(rows, "calm", level::neutral, 1);
  add(rows, "angry-late", level::very_negative, 50);
  add(rows, "angry-early", level::very_negative, 10);
  add(rows, "angry-answered", level::very_negative, std::nullopt);
  add(rows, "cross", level::negative, 1);
  CHECK(
      names(*page_of(rows, by_risk, 10, ""))
      == std::vector<std::string>{"angry-early", "angry-late", "angry-answered", "cross", "calm"});

  SECTION("who may not see levels learns none from the order") {
    wall_view blind{wall_order::risk, false, false};
    CHECK(names(*page_of(rows, blind, 3, ""))
          == std::vector<std::string>{"calm", "cross", "angry-early"});
  }
  SECTION("other orders") {
    CHECK(page_of(rows, {wall_order::waiting, false, true}, 1, "")->rows[0]->conversation
          == "calm");
    CHECK(page_of(rows, {wall_order::opened, false, true}, 1, "")->rows[0]->conversation == "calm");
  }
  SECTION("members see those that wait for an agent") {
    add(rows, "waits", level::neutral, 5, status::open);
    auto page = *page_of(rows, {wall_order::risk, true, false}, 10, "");
    CHECK(names(page) == std::vector<std::string>{"waits"});
    CHECK(page.total == 1);
  }
}

TEST_CASE("Pages hold every conversation once, in order") {
  std::mt19937 random(7);
  row_set rows;
  for (int i = 0; i < 257; ++i)
    add(rows, "c" + std::to_string(i), static_cast<level>(static_cast<int>(random() % 7) - 3),
        random() % 3 ? std::optional<std::int64_t>(random() % 20) : std::nullopt);
  auto all = names(*page_of(rows, by_risk, 1000, ""));
  REQUIRE(all.size() == 257);
  std::vector<std::string> paged;
  std::string after;
  do {
    auto page = *page_of(rows, by_risk, 10, after);
    CHECK(page.total == 257);
    for (auto& n : names(page))
      paged.push_back(n);
    after = page.next;
  } while (!after.empty());
  CHECK(paged == all);
}

TEST_CASE("A page goes on where the one before ended, though its last row is gone") {
  row_set rows;
  for (auto* id : {"a", "b", "c"})
    add(rows, id, level::negative, 1);
  auto first = *page_of(rows, by_risk, 2, "");
  rows.erase(rows.find(std::string_view("b")));
  CHECK(names(*page_of(rows, by_risk, 2, first.next)) == std::vector<std::string>{"c"});
  CHECK(page_of(rows, by_risk, 2, "nonsense").error().code == errc::invalid_field);
  CHECK(page_of(rows, by_risk, 2, "1:2").error().field == "/args/after");
}
