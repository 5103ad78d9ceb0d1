#include "domain/queue_board.hpp"
#include "tests/catch.hpp"
#include "tests/domain/story.hpp"

#include <random>

using namespace earshot;
using namespace earshot::testing;

namespace {

conversation_row row(std::string id, std::uint64_t position) {
  conversation_row r;
  r.conversation = std::move(id);
  r.queue = "support";
  r.status = status::open;
  r.entered_at = at(0);
  r.position = position;
  return r;
}

row_ptr shared(conversation_row r) {
  return std::make_shared<const conversation_row>(std::move(r));
}

} // namespace

TEST_CASE("A newer row replaces an older one, never the other way round") {
  queue_board b;
  auto newer = row("c1", 5);
  newer.agent = "mette";
  b.take(shared(newer));
  b.take(shared(row("c1", 3)));
  CHECK(b.find("c1")->agent == "mette");
  CHECK(b.size() == 1);
}

TEST_CASE("A row that was overtaken does not bring back what left") {
  queue_board b;
  auto last = row("c1", 9);
  last.status = status::closed;
  last.left = left_queue::closed;
  b.take(shared(row("c1", 1)));
  b.take(shared(last));
  b.take(shared(row("c1", 8)));
  CHECK(b.size() == 0);
  auto changes = b.take_changes();
  REQUIRE(changes.size() == 1);
  CHECK(changes[0]->left == left_queue::closed);
  CHECK(b.figures_at(at(60)).abandoned == 1);
}

TEST_CASE("Whoever waits has a place, the one who came first in front") {
  queue_board b;
  auto waits_since = [&](std::string id, std::int64_t second) {
    auto r = row(std::move(id), 1);
    r.entered_at = at(second);
    b.take(shared(r));
    return r;
  };
  auto late = waits_since("late", 30), first = waits_since("first", 10),
       same = waits_since("second", 10);
  CHECK(b.position_of(first) == 1);
  CHECK(b.position_of(same) == 2);
  CHECK(b.position_of(late) == 3);
  auto served = first;
  served.status = status::active;
  served.position = 2;
  b.take(shared(served));
  CHECK_FALSE(b.position_of(served));
  CHECK(b.position_of(late) == 2);
  auto gone = same;
  gone.left = left_queue::closed;
  gone.position = 2;
  b.take(shared(gone));
  CHECK_FALSE(b.position_of(gone));
  CHECK(b.position_of(late) == 1);
}

TEST_CASE("Offered is accepted plus abandoned plus backlog, whatever happens") {
  std::mt19937 random(11);
  queue_board b;
  std::vector<conversation_row> rows;
  for (std::uint64_t i = 0; i < 3000; ++i) {
    if (rows.empty() || random() % 3 == 0)
      rows.push_back(row("c" + std::to_string(i), i));
    auto& r = rows[random() % rows.size()];
    if (r.left != left_queue::no)
      continue;
    r.position = i + 1;
    if (random() % 2 && !r.accepted_at) {
      r.accepted_at = at(static_cast<std::int64_t>(random() % 40));
      r.status = status::active;
    } else if (random() % 4 == 0) {
      r.status = status::closed;
      r.left = left_queue::closed;
    }
    b.take(shared(r));
    auto f = b.figures_at(at(100));
    REQUIRE(f.offered == f.accepted + f.abandoned + f.backlog);
  }
}

TEST_CASE("The figures of a queue follow their definitions") {
  queue_board b;
  auto quick = row("quick", 1), slow = row("slow", 2), waits = row("waits", 3),
       gone = row("gone", 4);
  quick.accepted_at = at(10);
  slow.accepted_at = at(30);
  quick.status = slow.status = status::active;
  quick.mood.lvl = level::very_negative;
  gone.left = left_queue::closed;
  for (auto& r : {quick, slow, waits, gone})
    b.take(shared(r));
  auto f = b.figures_at(at(50));
  CHECK(f.offered == 4);
  CHECK(f.accepted == 2);
  CHECK(f.abandoned == 1);
  CHECK(f.backlog == 1);
  CHECK(f.longest_wait_ms == 50'000);
  CHECK(f.average_speed_to_answer_ms == 20'000);
  CHECK(*f.service_level == Approx(1.0 / 3));
  CHECK(*f.abandon_rate == Approx(1.0 / 3));
  CHECK(f.by_level[0] == 1);
  CHECK(f.by_status[static_cast<std::size_t>(status::active)] == 2);
}

TEST_CASE("A talk of the past that is brought in counts for nobody's day") {
  queue_board b;
  b.start_day(at(0));
  auto r = row("c1", 1);
  r.entered_at = at(-100'000);
  r.accepted_at = at(10);
  r.status = status::closed;
  r.closed_at = at(-90'000);
  r.left = left_queue::closed;
  b.take(shared(r));
  CHECK(b.figures_at(at(20)) == queue_figures{});
}

TEST_CASE("A conversation that a transfer brings back is there again") {
  queue_board b;
  auto gone = row("c1", 5);
  gone.left = left_queue::transferred;
  b.take(shared(row("c1", 1)));
  b.take(shared(gone));
  CHECK(b.size() == 0);
  CHECK(b.figures_at(at(9)).offered == 0); // it waited, and nobody here is to blame
  b.take(shared(row("c1", 7)));
  CHECK(b.size() == 1);
  CHECK(b.figures_at(at(9)).backlog == 1);
}
