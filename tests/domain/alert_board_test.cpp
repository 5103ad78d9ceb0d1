#include "domain/alert_board.hpp"
#include "domain/alert_storm.hpp"
#include "domain/alert_words.hpp"
#include "tests/catch.hpp"
#include "tests/domain/story.hpp"

using namespace earshot;
using namespace earshot::testing;

namespace {

row_ptr row(std::string id) {
  auto r = std::make_shared<conversation_row>();
  r->conversation = std::move(id);
  return r;
}

alert_ptr alert(std::uint32_t message, std::optional<alert_answer> answer = {}, user_id by = {}) {
  auto a = std::make_shared<shown_alert>();
  a->message = message;
  a->answer = answer;
  a->answered_by = std::move(by);
  return a;
}

using kind = alert_news::kind;

} // namespace

TEST_CASE("An alert's life is told step by step, each once") {
  alert_board b;
  b.take(row("c1"), nullptr);
  CHECK(b.take_news().empty());
  b.take(row("c1"), alert(3));
  auto news = b.take_news();
  REQUIRE(news.size() == 1);
  CHECK(news[0].what == kind::raised);
  CHECK(b.open().size() == 1);

  SECTION("the same alert in a newer row is no news") {
    b.take(row("c1"), alert(3));
    CHECK(b.take_news().empty());
  }
  SECTION("an answer is") {
    b.take(row("c1"), alert(3, alert_answer::taken, "sofia"));
    CHECK(b.take_news().at(0).what == kind::changed);
  }
  SECTION("and so is the agent who has it now") {
    auto with_mette = std::make_shared<conversation_row>(*row("c1"));
    with_mette->agent = "mette";
    b.take(with_mette, alert(3));
    CHECK(b.take_news().at(0).what == kind::changed);
    b.take(with_mette, alert(3));
    CHECK(b.take_news().empty());
  }
  SECTION("and so is its end, which knows what it was") {
    b.take(row("c1"), nullptr);
    news = b.take_news();
    REQUIRE(news.size() == 1);
    CHECK(news[0].what == kind::cleared);
    CHECK(news[0].alert->message == 3);
    CHECK(b.open().empty());
    CHECK(b.take_news().empty());
  }
  SECTION("another alert takes its place") {
    b.take(row("c1"), nullptr);
    b.take(row("c1"), alert(9));
    news = b.take_news();
    REQUIRE(news.size() == 1);
    CHECK(news[0].what == kind::raised);
  }
}

TEST_CASE("What came and went between two tellings is not told") {
  alert_board b;
  b.take(row("c1"), alert(3));
  b.take(row("c1"), nullptr);
  CHECK(b.take_news().empty());
}

TEST_CASE("More than ten alerts a minute are rolled up") {
  alert_storm s;
  for (int i = 0; i < 10; ++i)
    CHECK(s.admit("c" + std::to_string(i), at(i)));
  CHECK_FALSE(s.take_due(at(10)));
  CHECK_FALSE(s.admit("c10", at(10)));
  CHECK_FALSE(s.admit("c11", at(10)));
  auto r = s.take_due(at(10));
  REQUIRE(r);
  CHECK(r->count == 2);
  CHECK(r->since == at(10));
  CHECK(r->newest == std::vector<conversation_id>{"c11", "c10"});

  SECTION("told again when it has grown, once a second at most") {
    s.admit("c12", at(10));
    CHECK_FALSE(s.take_due(at(10)));
    CHECK(s.take_due(at(11))->count == 3);
    CHECK_FALSE(s.take_due(at(13)));
  }
  SECTION("over when one comes singly again") {
    CHECK(s.admit("c13", at(60))); // the first one is a minute old
    CHECK_FALSE(s.admit("c14", at(60)));
    CHECK(s.take_due(at(60))->count == 1);
  }
  SECTION("what is left to tell when it is over is told with the next one") {
    s.admit("c12", at(10)); // not told: the last telling is less than a second ago
    CHECK(s.admit("c13", at(60)));
    CHECK_FALSE(s.admit("c14", at(60)));
    CHECK(s.take_due(at(61))->count == 4);
  }
  SECTION("names a few of many") {
    for (int i = 0; i < 100; ++i)
      s.admit("x" + std::to_string(i), at(12));
    r = s.take_due(at(12));
    CHECK(r->count == 102);
    CHECK(r->newest.size() == alert_storm::named_max);
    CHECK(r->newest.front() == "x99");
  }
}

TEST_CASE("The words of an alert are those that lowered the mood, most of all first") {
  weighed_message older{0.8, {}}, newer{1.0, {}};
  older.why.words = {{"late", -0.3}, {"thanks", 0.4}, {"again", -0.2}};
  newer.why.words = {{"again", -0.2}, {"awful", -0.5}, {"fine", 0.0}, {"!?", -0.8}, {"the", -0.04}};
  newer.why.rules = {{"swear_word", "damn", -0.9}};
  CHECK(words_that_lowered({older, newer}, 5)
        == std::vector<std::string>{"damn", "awful", "again", "late"});
  CHECK(words_that_lowered({older, newer}, 1) == std::vector<std::string>{"damn"});
  CHECK(words_that_lowered({}, 5).empty());
}
