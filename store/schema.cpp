#include "store/schema.hpp"

#include "store/audit_chain.hpp"
#include "store/data_dir.hpp"
#include "store/identity.hpp"
#include "store/scrubbing_vfs.hpp"

#include <sqlite3.h>

namespace earshot::store {

namespace {

// user_version says which; application_id makes the file known as ours ("Ears").
constexpr int schema_version = 2;

constexpr const char* make_tables = R"(
  PRAGMA application_id = 1164014195;
  PRAGMA user_version = 2;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    offset INTEGER NOT NULL,
    bytes BLOB NOT NULL);
  CREATE TABLE transcripts (
    subject TEXT NOT NULL,
    offset INTEGER NOT NULL,
    position INTEGER NOT NULL,
    steps BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (subject, offset)) WITHOUT ROWID;
  CREATE TABLE conversations (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    queue TEXT NOT NULL,
    customer TEXT NOT NULL,
    seller TEXT NOT NULL,
    last INTEGER NOT NULL,
    bytes BLOB NOT NULL);
  CREATE INDEX conversations_by_customer ON conversations (customer, last);
  CREATE INDEX conversations_by_seller ON conversations (seller, last);
  CREATE TABLE about (
    name TEXT PRIMARY KEY,
    value NOT NULL);
)";

// In schema 1 each event had a row of its own there: a run of one, which has no steps.
constexpr const char* from_schema_1 = R"(
  BEGIN IMMEDIATE;
  ALTER TABLE transcripts ADD COLUMN steps BLOB NOT NULL DEFAULT x'';
  PRAGMA user_version = 2;
  COMMIT;
)";

// Retention asks by queue and time; erasure and export look at the first event of each
// conversation.
constexpr const char* make_indexes = R"(
  CREATE INDEX IF NOT EXISTS conversations_by_queue ON conversations (queue, last);
  CREATE INDEX IF NOT EXISTS transcripts_first ON transcripts (position) WHERE offset = 1;
)";

// Checkpoints are made by the writer when it has told everyone of the commit, not within it.
constexpr const char* writer_settings = R"(
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 0;
  PRAGMA secure_delete = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA trusted_schema = OFF;
  PRAGMA cache_size = -8192;
)";

result<void> check_version(database& log, const std::string& file) {
  auto version = log.number("PRAGMA user_version");
  if (!version)
    return version.error();
  if (*version < 1 || *version > schema_version)
    return error{errc::unavailable, file + " has schema " + std::to_string(*version)
                                        + ", this version of earshot reads schemas 1 to "
                                        + std::to_string(schema_version) + " only"};
  return {};
}

result<void> bring_up_to_date(database& log, const std::string&) {
  auto version = log.number("PRAGMA user_version");
  if (!version)
    return version.error();
  return *version == 1 ? log.run(from_schema_1) : result<void>{};
}

result<void> prepare_for_writing(database& log, const std::string& file) {
  auto mode = log.prepare("PRAGMA journal_mode = WAL");
  if (!mode)
    return mode.error();
  auto row = mode->step();
  if (!row)
    return row.error();
  if (mode->text(0) != "wal")
    return error{errc::unavailable,
                 "the file system of " + file
                     + " has no shared memory, which the log needs; choose a data_dir "
                       "on a local disk"};
  mode->reset();
  auto bound = "PRAGMA max_page_count = " + std::to_string(scrubbable_pages);
  if (auto bounded = log.run(bound.c_str()); !bounded)
    return bounded;
  return log.run(writer_settings);
}

result<void> make_if_new(database& log, const std::string&) {
  auto tables = log.number("SELECT count(*) FROM sqlite_schema");
  if (!tables)
    return tables.error();
  if (*tables > 0)
    return {};
  if (auto begun = log.run("BEGIN IMMEDIATE"); !begun)
    return begun;
  if (auto made = log.run(make_tables); !made)
    return made;
  auto name = log.prepare("INSERT INTO about VALUES ('identity', ?1)");
  if (!name)
    return name.error();
  auto identity = new_identity();
  if (auto named = name->bind(1, identity).run(); !named)
    return named;
  return log.run("COMMIT");
}

} // namespace

result<database> open_for_writing(const std::string& path) {
  auto file = log_file(path);
  if (auto made = make_file(file); !made)
    return made.error();
  auto log = database::open(file, database::access::write);
  if (!log)
    return log.error();
  for (auto step : {&prepare_for_writing, &make_if_new, &check_version, &bring_up_to_date})
    if (auto done = step(*log, file); !done)
      return done.error();
  if (auto made = log->run(make_indexes); !made) // a log may be older than they are
    return made.error();
  if (auto made = make_audit_table(*log); !made)
    return made.error();
  // A commit that was not acknowledged may stand in the write-ahead log without being on disk.
  if (auto emptied = empty_wal(*log, patience); !emptied)
    return emptied.error();
  return log;
}

result<database> open_for_reading(const std::string& path, damage how) {
  auto log = database::open(log_file(path), database::access::read);
  if (!log)
    return log.error();
  if (how == damage::tolerated)
    if (auto set = log->run("PRAGMA writable_schema = ON"); !set)
      return set.error();
  if (auto fits = check_version(*log, log_file(path)); !fits)
    return fits.error();
  return log;
}

result<std::string> identity_of(database& log) {
  auto query = log.prepare("SELECT value FROM about WHERE name = 'identity'");
  if (!query)
    return query.error();
  auto row = query->step();
  if (!row)
    return row.error();
  return *row ? std::string{query->text(0)} : std::string{};
}

result<bool> empty_wal(database& log, milliseconds wait) {
  sqlite3_busy_timeout(log.handle(), static_cast<int>(wait.count()));
  auto code = sqlite3_wal_checkpoint_v2(log.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                                        nullptr);
  sqlite3_busy_timeout(log.handle(), static_cast<int>(patience.count()));
  if ((code & 0xFF) == SQLITE_BUSY)
    return false;
  if (code != SQLITE_OK)
    return log.failure("cannot empty the write-ahead log");
  // SQLite does not sync the file after it made it empty: what stood in it could come back.
  auto wal = wal_of(log);
  if (!wal)
    return wal.error();
  if (auto synced = sync_wal(**wal); !synced)
    return synced.error();
  sqlite3_db_release_memory(log.handle()); // pages as they were before they were scrubbed
  return true;
}

result<sqlite3_file*> wal_of(database& log) {
  sqlite3_file* wal = nullptr;
  auto code = sqlite3_file_control(log.handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
  if (code != SQLITE_OK || !wal || !wal->pMethods)
    return error{errc::internal,
                 "the log has no write-ahead log (SQLite code " + std::to_string(code) + ")"};
  return wal;
}

result<void> sync_wal(sqlite3_file& wal) {
  auto code = wal.pMethods->xSync(&wal, SQLITE_SYNC_NORMAL);
  if (code != SQLITE_OK)
    return error{errc::unavailable,
                 "cannot sync the write-ahead log: " + std::string{sqlite3_errstr(code)}
                     + " (SQLite code " + std::to_string(code) + ")"};
  return {};
}

void count_wal_pages(database& log, int& pages) {
  auto count = [](void* to, sqlite3*, const char*, int in_wal) {
    *static_cast<int*>(to) = in_wal;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(log.handle(), count, &pages);
}

result<void> shorten_wal(database& log) {
  auto code =
      sqlite3_wal_checkpoint_v2(log.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY)
    return log.failure("cannot move the write-ahead log into the database");
  return {};
}

} // namespace earshot::store
