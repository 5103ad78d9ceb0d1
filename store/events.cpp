#include "store/events.hpp"

#include "store/audit_chain.hpp"
#include "store/transcripts.hpp"

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

// Into the four parameters after `before`.
void bind(statement& into_events, int before, const record& r) {
  into_events.bind(before + 1, static_cast<std::int64_t>(r.at))
      .bind(before + 2, r.subject)
      .bind(before + 3, static_cast<std::int64_t>(r.offset))
      .bind_bytes(before + 4, r.bytes);
}

result<std::vector<event_ptr>> read_events(database& log, std::string_view subject) {
  std::vector<event_ptr> events;
  auto read = each_record_of(log, subject, any_position, [&](const record& r) -> result<void> {
    auto e = read_record(r);
    if (!e)
      return e.error();
    if (r.offset != events.size() + 1)
      return error{errc::internal, "before the record at " + place_of(r) + " events are missing"};
    events.push_back(std::move(*e));
    return {};
  });
  if (!read)
    return read.error();
  return events;
}

} // namespace

result<event_inserter> event_inserter::prepare(database& log) {
  std::string sql = "INSERT INTO events (position, subject, offset, bytes) VALUES (?,?,?,?)";
  auto one = log.prepare(sql);
  for (std::size_t n = 1; n < together; ++n)
    sql += ",(?,?,?,?)";
  auto many = log.prepare(sql);
  for (auto* s : {&one, &many})
    if (!*s)
      return s->error();
  return event_inserter{std::move(*one), std::move(*many)};
}

result<void> event_inserter::add(const record& r) {
  waiting_.push_back(r);
  if (waiting_.size() < together)
    return {};
  for (std::size_t n = 0; n < together; ++n)
    bind(many_, static_cast<int>(4 * n), waiting_[n]);
  waiting_.clear();
  return many_.run();
}

result<void> event_inserter::flush() {
  for (auto& r : waiting_) {
    bind(one_, 0, r);
    if (auto done = one_.run(); !done)
      return done;
  }
  waiting_.clear();
  return {};
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

result<void> each_record_of(database& log, std::string_view subject, position last,
                            const std::function<result<void>(const record&)>& visit) {
  auto positions = positions_of(log, subject, last);
  if (!positions)
    return positions.error();
  auto query = log.prepare("SELECT offset, bytes FROM events WHERE position = ?1");
  if (!query)
    return query.error();
  for (auto at : *positions) {
    auto row = query->bind(1, static_cast<std::int64_t>(at)).step();
    if (!row)
      return row.error();
    if (!*row)
      return error{errc::internal, "there is nothing at position " + std::to_string(at)
                                       + ", where an event of " + std::string{subject}
                                       + " should be"};
    auto r = record{at, subject, static_cast<std::uint64_t>(query->number(0)), query->text(1)};
    if (auto seen = visit(r); !seen)
      return seen;
    query->reset();
  }
  return {};
}

result<std::vector<event_ptr>> events_of(database& log, std::string_view subject) {
  auto begun = log.run("BEGIN"); // both tables as of one moment
  auto events = begun ? read_events(log, subject) : begun.error();
  if (auto ended = log.run("COMMIT"); begun && !ended && events)
    return ended.error();
  return events;
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
