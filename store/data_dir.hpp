// The directory a durable log lives in: made if missing (0700), and held by one process at a time.
#pragma once

#include "domain/result.hpp"

#include <string>
#include <utility>

namespace earshot::store {

/// The lock on a data directory; let go when it is destroyed or the process ends, however it ends.
class data_dir {
public:
  /// Makes `path` if it is missing and takes the lock. The error names who holds it, or what the
  /// system said.
  static result<data_dir> claim(const std::string& path);

  data_dir(data_dir&& other) noexcept
      : path_{std::move(other.path_)}, lock_{std::exchange(other.lock_, -1)} {}
  data_dir& operator=(data_dir&&) = delete;
  ~data_dir();

  const std::string& path() const { return path_; }

private:
  data_dir(std::string path, int lock) : path_{std::move(path)}, lock_{lock} {}

  std::string path_;
  int lock_;
};

/// The database file of the log in `path`.
std::string log_file(const std::string& path);

/// Makes an empty file (0600) if there is none, so that it is on disk with its name.
result<void> make_file(const std::string& file);

/// Puts what was done to the names in `path` on disk: files made, renamed, removed.
result<void> sync_directory(const std::string& path);

} // namespace earshot::store
