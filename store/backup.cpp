#include "store/backup.hpp"

#include "store/data_dir.hpp"
#include "store/schema.hpp"

#include <sqlite3.h>

#include <cstdio>
#include <filesystem>

namespace earshot::store {

namespace {

result<void> copy(database& from, const std::string& file) {
  auto to = database::open(file, database::access::write);
  if (!to)
    return to.error();
  auto* copying = sqlite3_backup_init(to->handle(), "main", from.handle(), "main");
  if (!copying)
    return to->failure("cannot write the backup");
  sqlite3_backup_step(copying, -1);
  if (sqlite3_backup_finish(copying) != SQLITE_OK)
    return to->failure("cannot write the backup");
  return {};
}

} // namespace

result<void> write_backup(database& log, const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code failed;
  if (fs::exists(file, failed))
    return error{errc::already_exists, file + " exists; a backup takes a new file"};
  auto part = file + ".part";
  fs::remove(part, failed); // left by one that was interrupted
  if (auto made = make_file(part); !made)
    return made;
  if (auto copied = copy(log, part); !copied) {
    fs::remove(part, failed);
    return copied;
  }
  fs::rename(part, file, failed);
  if (failed)
    return error{errc::unavailable, "cannot name the backup " + file + ": " + failed.message()};
  return sync_directory(fs::absolute(file).parent_path().string());
}

result<void> backup(const std::string& data_dir, const std::string& file) {
  auto log = open_for_reading(data_dir);
  if (!log)
    return log.error();
  return write_backup(*log, file);
}

} // namespace earshot::store
