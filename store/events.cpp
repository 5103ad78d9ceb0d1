#include "store/events.hpp"

#include "store/audit_chain.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace earshot::store {

namespace {

struct text_hash : std::hash<std::string_view> {
  using is_transparent = void;
};

// Each subject's newest offset so far.
class offset_check {
public:
  result<void> next(const record& r) {
    auto known = newest_.find(r.subject);
    if (known == newest_.end())
      known = newest_.emplace(std::string{r.subject}, 0).first;
    if (r.offset != known->second + 1)
      return error{errc::internal, "before the record at " + place_of(r)
                                       + " the events from offset "
                                       + std::to_string(known->second + 1) + " on are missing"};
    known->second = r.offset;
    return {};
  }

private:
  std::unordered_map<std::string, std::uint64_t, text_hash, std::equal_to<>> newest_;
};

} // namespace

result<statement> prepare_insert(database& log) {
  return log.prepare(
      "INSERT INTO events (position, subject, offset, bytes) VALUES (?1, ?2, ?3, ?4)");
}

result<void> insert(statement& into_events, const record& r) {
  return into_events.bind(1, static_cast<std::int64_t>(r.at))
      .bind(2, r.subject)
      .bind(3, static_cast<std::int64_t>(r.offset))
      .bind_bytes(4, r.bytes)
      .run();
}

result<position> last_position(database& log) {
  auto last = log.number("SELECT max(position) FROM events");
  if (!last)
    return last.error();
  auto indexed = indexed_position(log); // higher where the newest were removed
  if (!indexed)
    return indexed.error();
  auto noted = last_audit_position(log); // an entry of the audit log has a position of its own
  if (!noted)
    return noted.error();
  return std::max({static_cast<position>(*last), *indexed, *noted});
}

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
  auto done = log.run(R"(
    INSERT INTO transcripts
      SELECT subject, offset, position FROM events
      WHERE position > coalesce((SELECT value FROM about WHERE name = 'indexed'), 0)
      ORDER BY subject, offset)");
  if (!done)
    return done;
  auto upto = log.prepare("INSERT OR REPLACE INTO about VALUES ('indexed', ?1)");
  if (!upto)
    return upto.error();
  return upto->bind(1, static_cast<std::int64_t>(*last)).run();
}

result<std::string> index_fault(database& log) {
  auto entries = log.number("SELECT count(*) FROM transcripts");
  auto fitting =
      log.number("SELECT count(*) FROM transcripts t JOIN events e ON e.position = t.position "
                 "WHERE e.subject = t.subject AND e.offset = t.offset");
  auto indexed = log.number("SELECT count(*) FROM events WHERE position <= "
                            "coalesce((SELECT value FROM about WHERE name = 'indexed'), 0)");
  for (auto* count : {&entries, &fitting, &indexed})
    if (!*count)
      return count->error();
  if (*entries == *fitting && *fitting == *indexed)
    return std::string{};
  return "transcripts finds " + std::to_string(*fitting) + " of " + std::to_string(*indexed)
         + " events, with " + std::to_string(*entries) + " entries";
}

result<std::vector<event_ptr>> events_of(database& log, std::string_view subject) {
  auto query = log.prepare(R"(
    SELECT e.position, e.offset, e.bytes
      FROM transcripts t JOIN events e ON e.position = t.position WHERE t.subject = ?1
    UNION ALL
    SELECT position, offset, bytes FROM events
      WHERE position > coalesce((SELECT value FROM about WHERE name = 'indexed'), 0)
        AND subject = ?1
    ORDER BY 2)");
  if (!query)
    return query.error();
  query->bind(1, subject);
  std::vector<event_ptr> events;
  for (;;) {
    auto row = query->step();
    if (!row)
      return row.error();
    if (!*row)
      return events;
    auto r = record{static_cast<position>(query->number(0)), subject,
                    static_cast<std::uint64_t>(query->number(1)), query->text(2)};
    auto e = read_record(r);
    if (!e)
      return e.error();
    if (r.offset != events.size() + 1)
      return error{errc::internal, "before the record at " + place_of(r) + " events are missing"};
    events.push_back(std::move(*e));
  }
}

result<std::vector<std::string>>
conversations_that_begin(database& log, const std::function<bool(const event&)>& fits) {
  auto query = log.prepare(R"(
    SELECT e.position, e.subject, e.bytes
      FROM transcripts t JOIN events e ON e.position = t.position WHERE t.offset = 1
    UNION ALL
    SELECT position, subject, bytes FROM events
      WHERE position > coalesce((SELECT value FROM about WHERE name = 'indexed'), 0)
        AND offset = 1)");
  if (!query)
    return query.error();
  std::vector<std::string> found;
  for (;;) {
    auto row = query->step();
    if (!row)
      return row.error();
    if (!*row)
      return found;
    auto r = record{static_cast<position>(query->number(0)), query->text(1), 1, query->text(2)};
    if (!is_conversation(r.subject))
      continue;
    auto e = read_record(r);
    if (!e)
      return e.error();
    if (fits(**e))
      found.emplace_back(r.subject);
  }
}

result<void> scan_events(database& log, const event_visit& visit, const scan_progress& progress) {
  constexpr std::uint64_t progress_every = 10'000;
  auto end = last_position(log);
  auto last = end ? *end : 0; // a damaged end is met in its turn
  auto query = log.prepare("SELECT position, subject, offset, bytes FROM events ORDER BY position");
  if (!query)
    return query.error();
  offset_check offsets;
  position at = 0;
  for (std::uint64_t n = 1;; ++n) {
    auto row = query->step();
    if (!row)
      return error{errc::internal,
                   "after position " + std::to_string(at) + ": " + row.error().message};
    if (!*row)
      break;
    auto next = static_cast<position>(query->number(0));
    if (next <= at)
      return error{errc::internal, "after position " + std::to_string(at)
                                       + ": a page of the table is damaged or not there"};
    at = next;
    auto r =
        record{at, query->text(1), static_cast<std::uint64_t>(query->number(2)), query->text(3)};
    auto e = read_record(r);
    if (!e)
      return e.error();
    if (auto fits = offsets.next(r); !fits)
      return fits;
    if (auto seen = visit(at, r.subject, std::move(*e)); !seen)
      return seen;
    if (progress && n % progress_every == 0)
      progress(at, last);
  }
  if (progress)
    progress(last, last);
  return {};
}

} // namespace earshot::store
