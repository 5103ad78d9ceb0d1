#include "store/erasure.hpp"

#include "store/events.hpp"
#include "store/transcripts.hpp"

namespace earshot::store {

namespace {

constexpr std::string_view order_prefix = "erasure ";

std::string name_of_order(std::string_view subject) {
  return std::string{order_prefix}.append(subject);
}

// Runs `work` between BEGIN and COMMIT.
template <class Work>
result<void> in_transaction(database& log, Work work) {
  if (auto begun = log.run("BEGIN IMMEDIATE"); !begun)
    return begun;
  if (auto done = work(); !done)
    return done;
  return log.run("COMMIT");
}

struct rewritten {
  position at;
  std::string bytes;
};

// The new bytes of every record that `edit` changes.
result<std::vector<rewritten>> edited(database& log, std::string_view subject, position last,
                                      const event_edit& edit) {
  std::vector<rewritten> changes;
  auto read = each_record_of(log, subject, last, [&](const record& r) -> result<void> {
    auto e = read_record(r);
    if (!e)
      return e.error();
    auto better = edit(**e);
    if (!better)
      return {};
    std::string bytes;
    write_record(*better, bytes);
    bytes.resize(std::max(bytes.size(), r.bytes.size()));
    seal(r.at, subject, bytes.data(), bytes.size());
    changes.push_back({r.at, std::move(bytes)});
    return {};
  });
  if (!read)
    return read.error();
  return changes;
}

result<void> remove_conversation(database& log, std::string_view subject, position last,
                                 statement& remove_event, statement& remove_row) {
  auto positions = positions_of(log, subject, last);
  if (!positions)
    return positions.error();
  for (auto at : *positions)
    if (auto gone = remove_event.bind(1, static_cast<std::int64_t>(at)).run(); !gone)
      return gone;
  if (auto gone = forget_positions(log, subject, last); !gone)
    return gone;
  return remove_row.bind(1, subject).run();
}

} // namespace

result<void> begin_erasure(database& log, const erasure& what) {
  auto mark = log.prepare("INSERT OR REPLACE INTO about VALUES (?1, ?2)");
  if (!mark)
    return mark.error();
  auto name = name_of_order(what.subject);
  return mark->bind(1, name).bind_bytes(2, what.order).run();
}

result<void> rewrite_events(database& log, std::string_view subject, position last,
                            const event_edit& edit) {
  return in_transaction(log, [&]() -> result<void> {
    if (auto found = index_events(log); !found)
      return found;
    auto changes = edited(log, subject, last, edit);
    if (!changes)
      return changes.error();
    auto update = log.prepare("UPDATE events SET bytes = ?2 WHERE position = ?1");
    if (!update)
      return update.error();
    for (auto& c : *changes)
      if (auto done = update->bind(1, static_cast<std::int64_t>(c.at)).bind_bytes(2, c.bytes).run();
          !done)
        return done;
    return {};
  });
}

result<void> end_erasures(database& log, const std::vector<std::string>& subjects) {
  return in_transaction(log, [&]() -> result<void> {
    auto unmark = log.prepare("DELETE FROM about WHERE name = ?1");
    if (!unmark)
      return unmark.error();
    for (auto& s : subjects) {
      auto name = name_of_order(s);
      if (auto done = unmark->bind(1, name).run(); !done)
        return done;
    }
    return {};
  });
}

result<std::vector<erasure>> begun_erasures(database& log) {
  auto query = log.prepare("SELECT name, value FROM about WHERE name > ?1 AND name < 'erasure!'");
  if (!query)
    return query.error();
  query->bind(1, order_prefix);
  std::vector<erasure> begun;
  for (;;) {
    auto row = query->step();
    if (!row)
      return row.error();
    if (!*row)
      return begun;
    begun.push_back(
        {std::string{query->text(0).substr(order_prefix.size())}, std::string{query->text(1)}});
  }
}

result<void> remove_conversations(database& log, const std::vector<std::string>& subjects,
                                  position last) {
  return in_transaction(log, [&]() -> result<void> {
    if (auto found = index_events(log); !found)
      return found;
    auto event = log.prepare("DELETE FROM events WHERE position = ?1");
    auto row = log.prepare("DELETE FROM conversations WHERE id = ?1");
    for (auto* removal : {&event, &row})
      if (!*removal)
        return removal->error();
    for (auto& s : subjects)
      if (auto gone = remove_conversation(log, s, last, *event, *row); !gone)
        return gone;
    return {};
  });
}

} // namespace earshot::store
