// How SQLite goes about the questions that are asked of a log of any size.
#include "store/events.hpp"
#include "store/rows.hpp"
#include "store/schema.hpp"
#include "store/sqlite_log.hpp"
#include "tests/catch.hpp"
#include "tests/store/sample.hpp"

#include <sqlite3.h>

using namespace earshot;
using namespace earshot::store;

namespace {

/// The plan of every statement that `ask` runs, one step a line.
template <class Ask>
std::string plan_of(database& log, Ask ask) {
  std::vector<std::string> asked;
  auto note_down = [](unsigned, void* to, void* statement, void*) {
    if (char* sql = sqlite3_expanded_sql(static_cast<sqlite3_stmt*>(statement))) {
      static_cast<std::vector<std::string>*>(to)->emplace_back(sql);
      sqlite3_free(sql);
    }
    return 0;
  };
  sqlite3_trace_v2(log.handle(), SQLITE_TRACE_STMT, note_down, &asked);
  ask();
  sqlite3_trace_v2(log.handle(), 0, nullptr, nullptr);
  std::string plan;
  for (auto& sql : asked) {
    auto query = log.prepare("EXPLAIN QUERY PLAN " + sql).value();
    while (query.step().value())
      plan.append(query.text(3)).append("\n");
  }
  return plan;
}

bool says(const std::string& plan, const char* part) {
  return plan.find(part) != std::string::npos;
}

/// The log in `path` once it was open, as a reader sees it.
database opened_and_read(const std::string& path) {
  REQUIRE(sqlite_log::open({path, 30}).has_value());
  return open_for_reading(path).value();
}

void check_plans(database& log) {
  auto due = plan_of(log, [&] {
    REQUIRE(find_rows(log, {.queue = "support", .before = time_point{milliseconds{9}}, .limit = 5})
                .has_value());
  });
  CAPTURE(due);
  CHECK(says(due, "conversations_by_queue"));
  CHECK_FALSE(says(due, "TEMP B-TREE"));
  auto first = plan_of(log, [&] {
    REQUIRE(conversations_that_begin(log, [](const event&) { return true; }).has_value());
  });
  CAPTURE(first);
  CHECK(says(first, "transcripts_first"));
}

} // namespace

TEST_CASE("Neither retention nor an erasure reads through a whole table") {
  temporary_directory dir;
  auto log = opened_and_read(dir / "data");
  check_plans(log);
}

TEST_CASE("A log that is older than an index gets it") {
  temporary_directory dir;
  opened_and_read(dir / "data");
  {
    auto old = database::open(dir / "data/earshot.db", database::access::write).value();
    REQUIRE(old.run("DROP INDEX conversations_by_queue; DROP INDEX transcripts_first").has_value());
  }
  auto log = opened_and_read(dir / "data");
  check_plans(log);
}
