#include "store/data_dir.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace earshot::store {

namespace {

error system_error(const std::string& tried) {
  return {errc::unavailable, tried + ": " + std::strerror(errno)};
}

// What the holder of the lock wrote into it: its process id.
std::string holder_of(int lock) {
  char text[16] = {};
  auto size = ::pread(lock, text, sizeof text - 1, 0);
  return size > 0 ? text : "unknown";
}

std::string parent_of(const std::string& path) {
  return std::filesystem::absolute(path).lexically_normal().parent_path().string();
}

} // namespace

result<data_dir> data_dir::claim(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0) {
    if (auto synced = sync_directory(parent_of(path)); !synced)
      return synced.error();
  } else if (errno != EEXIST) {
    return system_error("cannot make the data directory " + path);
  }
  auto name = path + "/lock";
  auto lock = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    return system_error("cannot open " + name);
  auto claimed = data_dir{path, lock};
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK)
      return system_error("cannot lock " + name);
    return error{errc::unavailable,
                 "the data directory " + path + " is in use by process " + holder_of(lock)
                     + "; stop that one first, or give this one another data_dir"};
  }
  auto self = std::to_string(::getpid());
  if (::ftruncate(lock, 0) != 0 || ::pwrite(lock, self.data(), self.size(), 0) < 0)
    return system_error("cannot write to " + name);
  return claimed;
}

data_dir::~data_dir() {
  if (lock_ >= 0)
    ::close(lock_);
}

std::string log_file(const std::string& path) { return path + "/earshot.db"; }

result<void> make_file(const std::string& file) {
  auto fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EEXIST)
    return {};
  if (fd < 0)
    return system_error("cannot make " + file);
  ::close(fd);
  return sync_directory(parent_of(file));
}

result<void> sync_directory(const std::string& path) {
  auto fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return system_error("cannot open " + path);
  auto synced = ::fsync(fd) == 0;
  auto failed = system_error("cannot sync " + path);
  ::close(fd);
  if (!synced)
    return failed;
  return {};
}

} // namespace earshot::store
