#include "store/recordings.hpp"

#include "store/audit_chain.hpp"
#include "store/data_dir.hpp"

#include <fcntl.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace earshot::store {

namespace {

constexpr std::size_t digest_digits = 64;

/// What the names of all files of a conversation begin with.
std::string prefix_of(const conversation_id& id) {
  digest d;
  SHA256(reinterpret_cast<const unsigned char*>(id.data()), id.size(), d.data());
  return hex(d);
}

std::string fresh_suffix() {
  digest d{};
  RAND_bytes(d.data(), static_cast<int>(d.size()));
  return "-" + hex(d).substr(0, 16);
}

error system_error(const std::string& tried) {
  return {errc::unavailable, tried + ": " + std::strerror(errno)};
}

/// No way out of the folder.
bool is_plain(const std::string& name) {
  return !name.empty() && name.front() != '.' && name.find('/') == name.npos;
}

/// A file that nobody can open by a name, among the temporary ones.
int open_nameless() {
  std::error_code none;
  auto name = (std::filesystem::temp_directory_path(none) / "earshot-XXXXXX").string();
  int handle = ::mkostemp(name.data(), O_CLOEXEC);
  if (handle >= 0)
    ::unlink(name.c_str());
  return handle;
}

} // namespace

recordings recordings::ephemeral() {
  recordings r;
  r.nameless_ = std::make_shared<nameless>();
  return r;
}

recordings::nameless::~nameless() {
  for (auto& [name, handle] : handles)
    ::close(handle);
}

result<recordings::incoming> recordings::begin(const conversation_id& of) const {
  if (nameless_) {
    incoming file{prefix_of(of) + fresh_suffix(), open_nameless()};
    if (file.handle < 0)
      return system_error("cannot make a file for the recording");
    return file;
  }
  if (folder_.empty())
    return error{errc::unavailable, "there is no place for recordings"};
  if (::mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST)
    return system_error("cannot make the folder of recordings");
  incoming file{prefix_of(of) + fresh_suffix(), -1};
  file.handle = ::open(path_of(file.name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file.handle < 0)
    return system_error("cannot make a file for the recording");
  return file;
}

result<void> recordings::finish(const incoming& file) const {
  if (nameless_) {
    std::lock_guard lock(nameless_->mutex);
    nameless_->handles.emplace(file.name, file.handle);
    return {};
  }
  bool synced = ::fsync(file.handle) == 0;
  auto failed = system_error("cannot write the recording");
  ::close(file.handle);
  if (!synced)
    return failed;
  return sync_directory(folder_);
}

int recordings::open(const std::string& name) const {
  if (nameless_) {
    std::lock_guard lock(nameless_->mutex);
    auto it = nameless_->handles.find(name);
    return it == nameless_->handles.end() ? -1 : ::fcntl(it->second, F_DUPFD_CLOEXEC, 0);
  }
  return !folder_.empty() && is_plain(name) ? ::open(path_of(name).c_str(), O_RDONLY | O_CLOEXEC)
                                            : -1;
}

template <class Test>
void recordings::remove_where(Test wanted) const {
  if (nameless_) {
    std::lock_guard lock(nameless_->mutex);
    std::erase_if(nameless_->handles, [&](const auto& one) {
      bool gone = wanted(one.first);
      if (gone)
        ::close(one.second);
      return gone;
    });
  }
  if (folder_.empty())
    return;
  std::error_code none;
  bool any = false;
  using files = std::filesystem::directory_iterator;
  for (files entry(folder_, none), end; entry != end; entry.increment(none))
    if (wanted(entry->path().filename().string()))
      any |= std::filesystem::remove(entry->path(), none);
  if (any)
    (void)sync_directory(folder_);
}

void recordings::remove(const std::string& name) const {
  if (nameless_)
    return remove_where([&](const std::string& other) { return other == name; });
  if (!folder_.empty() && is_plain(name) && ::unlink(path_of(name).c_str()) == 0)
    (void)sync_directory(folder_);
}

void recordings::remove_all_of(const std::vector<conversation_id>& conversations) const {
  std::set<std::string> prefixes;
  for (auto& id : conversations)
    prefixes.insert(prefix_of(id));
  remove_where(
      [&](const std::string& name) { return prefixes.contains(name.substr(0, digest_digits)); });
}

void recordings::keep_only(const std::set<std::string>& names) const {
  remove_where([&](const std::string& name) { return !names.contains(name); });
}

} // namespace earshot::store
