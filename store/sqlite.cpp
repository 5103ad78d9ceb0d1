#include "store/sqlite.hpp"

#include "store/scrubbing_vfs.hpp"

#include <sqlite3.h>

namespace earshot::store {

namespace {

error failure_of(sqlite3* handle, std::string_view tried) {
  auto text = std::string{tried};
  text += ": ";
  text += sqlite3_errmsg(handle);
  auto code = sqlite3_extended_errcode(handle);
  text += " (SQLite code " + std::to_string(code) + ")";
  bool damaged = (code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB;
  return {damaged ? errc::internal : errc::unavailable, std::move(text)};
}

} // namespace

void database::close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
void statement::finalize::operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }

result<database> database::open(const std::string& file, access how) {
  auto flags =
      SQLITE_OPEN_NOMUTEX | (how == access::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  sqlite3* handle = nullptr;
  auto code = sqlite3_open_v2(file.c_str(), &handle, flags,
                              how == access::write ? scrubbing_vfs() : nullptr);
  auto opened = database{handle};
  if (code != SQLITE_OK)
    return opened.failure("cannot open " + file);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, static_cast<int>(patience.count()));
  if (how == access::read)
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  return opened;
}

error database::failure(std::string_view tried) const { return failure_of(handle(), tried); }

result<void> database::run(const char* sql) {
  if (sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    return failure(sql);
  return {};
}

result<std::int64_t> database::number(const char* sql) {
  auto query = prepare(sql);
  if (!query)
    return query.error();
  auto row = query->step();
  if (!row)
    return row.error();
  return *row ? query->number(0) : 0;
}

result<statement> database::prepare(std::string_view sql) {
  sqlite3_stmt* s = nullptr;
  if (sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &s, nullptr)
      != SQLITE_OK)
    return failure(sql);
  return statement{s};
}

statement& statement::bind(int parameter, std::int64_t n) {
  sqlite3_bind_int64(handle_.get(), parameter, n);
  return *this;
}

statement& statement::bind(int parameter, std::string_view text) {
  sqlite3_bind_text64(handle_.get(), parameter, text.data() ? text.data() : "", text.size(),
                      SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

statement& statement::bind_bytes(int parameter, std::string_view bytes) {
  sqlite3_bind_blob64(handle_.get(), parameter, bytes.data() ? bytes.data() : "", bytes.size(),
                      SQLITE_STATIC);
  return *this;
}

result<bool> statement::step() {
  switch (sqlite3_step(handle_.get())) {
  case SQLITE_ROW: return true;
  case SQLITE_DONE: return false;
  default: return failure_of(sqlite3_db_handle(handle_.get()), sqlite3_sql(handle_.get()));
  }
}

result<void> statement::run() {
  auto row = step();
  reset();
  if (!row)
    return row.error();
  return {};
}

void statement::reset() { sqlite3_reset(handle_.get()); }

std::int64_t statement::number(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

std::string_view statement::text(int column) const {
  auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

} // namespace earshot::store
