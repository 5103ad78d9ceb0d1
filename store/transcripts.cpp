#include "store/transcripts.hpp"

#include "store/bytes.hpp"
#include "store/events.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace earshot::store {

namespace {

// Taken into memory at a time.
constexpr std::int64_t events_at_once = 65'536;

constexpr const char* insert_run = "INSERT INTO transcripts VALUES (?1, ?2, ?3, ?4)";

struct run {
  std::int64_t offset; // of its first event
  position first;
  position last;
  std::string steps; // from each event to the next

  void go_on(position at) {
    byte_writer<std::string>{steps}.number(at - last);
    last = at;
  }
};

using run_of_subject = std::unordered_map<std::string, run>;

// The next events after `from`, as runs; `from` becomes the position of the last of them.
result<run_of_subject> runs_after(database& log, position& from) {
  auto query = log.prepare("SELECT position, subject, offset FROM events WHERE position > ?1 "
                           "ORDER BY position LIMIT ?2");
  if (!query)
    return query.error();
  query->bind(1, static_cast<std::int64_t>(from)).bind(2, events_at_once);
  run_of_subject runs;
  std::string subject;
  for (;;) {
    auto row = query->step();
    if (!row)
      return row.error();
    if (!*row)
      return runs;
    from = static_cast<position>(query->number(0));
    subject = query->text(1);
    auto [known, begins] = runs.try_emplace(subject, run{query->number(2), from, from, {}});
    if (!begins)
      known->second.go_on(from);
  }
}

result<void> insert(statement& into_transcripts, std::string_view subject, const run& r) {
  return into_transcripts.bind(1, subject)
      .bind(2, r.offset)
      .bind(3, static_cast<std::int64_t>(r.first))
      .bind_bytes(4, r.steps)
      .run();
}

// In the order of the table, so that each of its pages is written once.
result<void> insert_all(database& log, const run_of_subject& runs) {
  std::vector<const run_of_subject::value_type*> sorted;
  sorted.reserve(runs.size());
  for (auto& r : runs)
    sorted.push_back(&r);
  std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return a->first < b->first; });
  auto into = log.prepare(insert_run);
  if (!into)
    return into.error();
  for (auto* r : sorted)
    if (auto done = insert(*into, r->first, r->second); !done)
      return done;
  return {};
}

// Calls `visit` with each position of the run that the row at hand holds.
template <class Visit>
result<void> each_position(std::string_view subject, position first, std::string_view steps,
                           Visit visit) {
  auto from = byte_reader{steps};
  visit(first);
  for (auto at = first; !from.rest().empty();) {
    at += from.number();
    if (!from.fault().empty())
      return error{errc::internal, "the list of places of " + std::string{subject} + " "
                                       + std::string{from.fault()}};
    visit(at);
  }
  return {};
}

} // namespace

result<position> indexed_position(database& log) {
  auto indexed = log.number("SELECT value FROM about WHERE name = 'indexed'");
  if (!indexed)
    return indexed.error();
  return static_cast<position>(*indexed);
}

result<void> index_events(database& log) {
  auto last = last_position(log);
  if (!last)
    return last.error();
  auto from = indexed_position(log);
  if (!from)
    return from.error();
  for (auto upto = *from;;) {
    auto runs = runs_after(log, upto);
    if (!runs)
      return runs.error();
    if (runs->empty())
      break;
    if (auto done = insert_all(log, *runs); !done)
      return done;
  }
  auto mark = log.prepare("INSERT OR REPLACE INTO about VALUES ('indexed', ?1)");
  if (!mark)
    return mark.error();
  return mark->bind(1, static_cast<std::int64_t>(*last)).run();
}

result<std::vector<position>> positions_of(database& log, std::string_view subject, position last) {
  std::vector<position> found;
  auto enter = [&](position at) {
    if (at <= last)
      found.push_back(at);
  };
  auto runs =
      log.prepare("SELECT position, steps FROM transcripts WHERE subject = ?1 ORDER BY offset");
  auto newer = log.prepare("SELECT position FROM events WHERE position > "
                           "coalesce((SELECT value FROM about WHERE name = 'indexed'), 0) "
                           "AND subject = ?1 ORDER BY position");
  for (auto* query : {&runs, &newer}) {
    if (!*query)
      return query->error();
    (*query)->bind(1, subject);
    for (;;) {
      auto row = (*query)->step();
      if (!row)
        return row.error();
      if (!*row)
        break;
      auto at = static_cast<position>((*query)->number(0));
      auto steps = query == &runs ? (*query)->text(1) : std::string_view{};
      if (auto read = each_position(subject, at, steps, enter); !read)
        return read.error();
    }
  }
  return found;
}

result<void> forget_positions(database& log, std::string_view subject, position last) {
  auto known = positions_of(log, subject);
  if (!known)
    return known.error();
  auto removal = log.prepare("DELETE FROM transcripts WHERE subject = ?1");
  if (!removal)
    return removal.error();
  if (auto gone = removal->bind(1, subject).run(); !gone)
    return gone;
  auto stays = std::upper_bound(known->begin(), known->end(), last);
  if (stays == known->end())
    return {};
  auto rest = run{stays - known->begin() + 1, *stays, *stays, {}};
  while (++stays != known->end())
    rest.go_on(*stays);
  auto into = log.prepare(insert_run);
  if (!into)
    return into.error();
  return insert(*into, subject, rest);
}

result<std::string> index_fault(database& log) {
  auto schema = log.number("PRAGMA user_version"); // in the first there were no steps
  if (!schema)
    return schema.error();
  auto entered =
      log.prepare(*schema > 1 ? "SELECT subject, offset, position, steps FROM transcripts"
                              : "SELECT subject, offset, position, x'' FROM transcripts");
  auto event = log.prepare("SELECT count(*) FROM events "
                           "WHERE position = ?1 AND subject = ?2 AND offset = ?3");
  auto indexed = log.number("SELECT count(*) FROM events WHERE position <= "
                            "coalesce((SELECT value FROM about WHERE name = 'indexed'), 0)");
  for (auto* query : {&entered, &event})
    if (!*query)
      return query->error();
  if (!indexed)
    return indexed.error();
  std::int64_t entries = 0, fitting = 0;
  for (;;) {
    auto row = entered->step();
    if (!row)
      return row.error();
    if (!*row)
      break;
    auto subject = entered->text(0);
    auto offset = entered->number(1);
    auto read = each_position(
        subject, static_cast<position>(entered->number(2)), entered->text(3), [&](position at) {
          ++entries;
          event->bind(1, static_cast<std::int64_t>(at)).bind(2, subject).bind(3, offset++);
          auto found = event->step();
          fitting += found && *found ? event->number(0) : 0;
          event->reset();
        });
    if (!read)
      return read.error().message;
  }
  if (entries == fitting && fitting == *indexed)
    return std::string{};
  return "transcripts finds " + std::to_string(fitting) + " of " + std::to_string(*indexed)
         + " events, with " + std::to_string(entries) + " entries";
}

} // namespace earshot::store
