#include "store/rebuild.hpp"

#include "store/data_dir.hpp"
#include "store/events.hpp"
#include "store/schema.hpp"
#include "store/transcripts.hpp"

#include <filesystem>

namespace earshot::store {

namespace {

namespace fs = std::filesystem;

// Runs `each` for every row that can still be read; a damaged table ends earlier.
template <class Each>
result<void> each_readable(database& from, const char* sql, Each each) {
  auto query = from.prepare(sql);
  if (!query)
    return {};
  for (auto row = query->step(); row && *row; row = query->step())
    if (auto done = each(*query); !done)
      return done;
  return {};
}

result<void> copy_events(database& from, database& to, position last) {
  auto into = event_inserter::prepare(to);
  if (!into)
    return into.error();
  auto sql = "SELECT position, subject, offset, bytes FROM events WHERE position <= "
             + std::to_string(last) + " ORDER BY position";
  return each_readable(from, sql.c_str(), [&](statement& row) {
    auto added = into->add({static_cast<position>(row.number(0)), row.text(1),
                            static_cast<std::uint64_t>(row.number(2)), row.text(3)});
    return added ? into->flush() : added; // before the row goes
  });
}

result<void> copy_rows(database& from, database& to) {
  auto into =
      to.prepare("INSERT OR IGNORE INTO conversations (id, queue, customer, seller, last, bytes) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  if (!into)
    return into.error();
  return each_readable(from, "SELECT id, queue, customer, seller, last, bytes FROM conversations",
                       [&](statement& row) {
                         return into->bind(1, row.text(0))
                             .bind(2, row.text(1))
                             .bind(3, row.text(2))
                             .bind(4, row.text(3))
                             .bind(5, row.number(4))
                             .bind_bytes(6, row.text(5))
                             .run();
                       });
}

// As it is, broken or not: what is found there is for `earshot audit verify` to judge.
result<void> copy_audit(database& from, database& to) {
  auto into = to.prepare("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  if (!into)
    return into.error();
  return each_readable(from,
                       "SELECT number, position, at, who, what, on_whom, detail, hash FROM audit",
                       [&](statement& row) {
                         for (int text = 3; text < 7; ++text)
                           into->bind(text + 1, row.text(text));
                         return into->bind(1, row.number(0))
                             .bind(2, row.number(1))
                             .bind(3, row.number(2))
                             .bind_bytes(8, row.text(7))
                             .run();
                       });
}

// The log's name and the orders of erasures. What is found by subject is entered anew.
result<void> copy_about(database& from, database& to) {
  auto into = to.prepare("INSERT OR REPLACE INTO about VALUES (?1, ?2)");
  if (!into)
    return into.error();
  return each_readable(
      from, "SELECT name, value FROM about WHERE name <> 'indexed'",
      [&](statement& row) { return into->bind(1, row.text(0)).bind_bytes(2, row.text(1)).run(); });
}

result<void> copy_all(database& from, const std::string& dir, position last) {
  auto to = open_for_writing(dir);
  if (!to)
    return to.error();
  if (auto begun = to->run("BEGIN"); !begun)
    return begun;
  if (auto done = copy_events(from, *to, last); !done)
    return done;
  if (auto done = copy_rows(from, *to); !done)
    return done;
  if (auto done = copy_audit(from, *to); !done)
    return done;
  if (auto done = copy_about(from, *to); !done)
    return done;
  if (auto done = index_events(*to); !done)
    return done;
  if (auto done = to->run("COMMIT"); !done)
    return done;
  auto emptied = empty_wal(*to, patience);
  if (!emptied)
    return emptied.error();
  return {};
}

std::string free_name(const std::string& file) {
  for (int n = 1;; ++n)
    if (auto name = file + ".damaged-" + std::to_string(n); !fs::exists(name))
      return name;
}

// The damaged files keep a second name before the first one goes, so that a crash in between loses
// none.
void exchange(const std::string& fresh, const std::string& file, const std::string& aside) {
  fs::create_hard_link(file, aside);
  if (fs::exists(file + "-wal")) {
    fs::create_hard_link(file + "-wal", aside + "-wal");
    fs::remove(file + "-wal");
  }
  fs::remove(file + "-shm");
  fs::rename(fresh, file);
}

} // namespace

result<std::string> rebuild_until(database damaged, const std::string& data_dir, position last) {
  auto beside = data_dir + "/repair";
  try {
    fs::remove_all(beside);
    fs::create_directory(beside);
    fs::permissions(beside, fs::perms::owner_all);
    if (auto copied = copy_all(damaged, beside, last); !copied)
      return copied.error();
    { auto closed = std::move(damaged); }
    auto file = log_file(data_dir);
    auto aside = free_name(file);
    exchange(log_file(beside), file, aside);
    fs::remove_all(beside);
    if (auto synced = sync_directory(data_dir); !synced)
      return synced.error();
    return aside;
  } catch (const fs::filesystem_error& e) {
    return error{errc::unavailable, std::string{"cannot exchange the damaged log: "} + e.what()};
  }
}

} // namespace earshot::store
