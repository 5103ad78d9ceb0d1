// A thin owner of SQLite's connections and statements: a failure comes back as an error that says
// what was tried and why it failed. Not thread-safe: each connection belongs to one thread at a
// time.
#pragma once

#include "domain/result.hpp"
#include "domain/time.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_file;
struct sqlite3_stmt;

namespace earshot::store {

class statement;

/// How long to wait for a lock that another process holds.
inline constexpr milliseconds patience{5000};

class database {
public:
  enum class access { read, write };

  /// Opens an existing file. A connection for reading never checkpoints, not even when it closes.
  static result<database> open(const std::string& file, access how);

  /// Runs statements that give no rows.
  result<void> run(const char* sql);

  /// The first column of the only row, as a number; 0 if there is none.
  result<std::int64_t> number(const char* sql);

  result<statement> prepare(std::string_view sql);

  error failure(std::string_view tried) const;

  sqlite3* handle() const { return handle_.get(); }

private:
  struct close {
    void operator()(sqlite3* handle) const;
  };
  explicit database(sqlite3* handle) : handle_{handle} {}
  std::unique_ptr<sqlite3, close> handle_;
};

class statement {
public:
  /// Parameters count from 1. Texts and bytes must live until `reset`.
  statement& bind(int parameter, std::int64_t n);
  statement& bind(int parameter, std::string_view text);
  statement& bind_bytes(int parameter, std::string_view bytes);

  /// True if there is a row, false at the end.
  result<bool> step();

  /// Steps a statement that gives no row, and resets it.
  result<void> run();

  void reset();

  /// Columns count from 0; a view lives until the next `step` or `reset`.
  std::int64_t number(int column) const;
  std::string_view text(int column) const;

private:
  friend class database;
  struct finalize {
    void operator()(sqlite3_stmt* s) const;
  };
  explicit statement(sqlite3_stmt* s) : handle_{s} {}
  std::unique_ptr<sqlite3_stmt, finalize> handle_;
};

} // namespace earshot::store
