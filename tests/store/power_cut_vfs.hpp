// A file system for SQLite that writes down all that is done to it, so that a test can ask what
// would be left if the power had gone at any moment. What was written since a file's last sync may
// be there or not, in part, and in any order.
#pragma once

#include "store/forwarding_file.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace earshot::store {

struct disk_step {
  enum kind { write, truncate, remove, sync } what;
  std::string file;        ///< its name without the directory
  std::int64_t offset = 0; ///< of a write; the new size of a truncate
  std::string bytes = {};
};

/// All that was done to the files, in order. Thread-safe.
class disk_history {
public:
  void add(disk_step s) {
    auto lock = std::lock_guard{mutex_};
    steps_.push_back(std::move(s));
  }

  std::size_t size() const {
    auto lock = std::lock_guard{mutex_};
    return steps_.size();
  }

  /// The indexes of all steps that are a sync.
  std::vector<std::size_t> syncs() const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < steps_.size(); ++i)
      if (steps_[i].what == disk_step::sync)
        found.push_back(i);
    return found;
  }

  /// Writes into `directory` what might be there if the power went before step `end`. Each write
  /// that was not synced is there with probability `keep`; else it is lost, or torn at any byte.
  void restore(std::size_t end, double keep, std::mt19937& random,
               const std::filesystem::path& directory) const {
    std::map<std::string, std::string> disk;
    std::map<std::string, std::vector<const disk_step*>> pending;
    for (std::size_t i = 0; i < end; ++i) {
      auto& s = steps_[i];
      auto& waiting = pending[s.file];
      if (s.what == disk_step::write || s.what == disk_step::truncate) {
        waiting.push_back(&s);
        continue;
      }
      if (s.what == disk_step::sync)
        for (auto* w : waiting)
          apply(*w, w->bytes.size(), disk[s.file]);
      else
        disk.erase(s.file);
      waiting.clear();
    }
    auto draw = std::uniform_real_distribution<double>{0, 1};
    for (auto& [file, waiting] : pending)
      for (auto* w : waiting) {
        auto torn = keep > 0 && w->what == disk_step::write && draw(random) < 0.2;
        if (draw(random) < keep)
          apply(*w, w->bytes.size(), disk[file]);
        else if (torn)
          apply(*w, static_cast<std::size_t>(draw(random) * static_cast<double>(w->bytes.size())),
                disk[file]);
      }
    std::filesystem::create_directories(directory);
    for (auto& [file, content] : disk)
      std::ofstream{directory / file, std::ios::binary} << content;
  }

private:
  // Applies the first `bytes` of a write, or a truncation.
  static void apply(const disk_step& s, std::size_t bytes, std::string& file) {
    auto offset = static_cast<std::size_t>(s.offset);
    if (s.what == disk_step::truncate)
      return file.resize(offset);
    if (file.size() < offset + bytes)
      file.resize(offset + bytes);
    file.replace(offset, bytes, s.bytes, 0, bytes);
  }

  mutable std::mutex mutex_;
  std::vector<disk_step> steps_;
};

/// SQLite's default file system while it lives; one at a time. Calls `before` ahead of each step:
/// SQLITE_OK lets it happen, any other code makes it fail.
class power_cut_vfs {
public:
  explicit power_cut_vfs(std::function<int(const disk_step&)> before)
      : before_{std::move(before)}, real_{sqlite3_vfs_find(nullptr)}, shim_{*real_} {
    shim_.zName = "power_cut";
    shim_.pAppData = this;
    shim_.szOsFile = sizeof(file);
    shim_.xOpen = open;
    shim_.xDelete = [](sqlite3_vfs* v, const char* name, int sync_directory) {
      auto& self = *static_cast<power_cut_vfs*>(v->pAppData);
      if (auto code = self.before_({disk_step::remove, base_name(name)}); code != SQLITE_OK)
        return code;
      return self.real_->xDelete(self.real_, name, sync_directory);
    };
    sqlite3_vfs_register(&shim_, 1);
  }
  power_cut_vfs(const power_cut_vfs&) = delete;
  ~power_cut_vfs() {
    sqlite3_vfs_unregister(&shim_);
    sqlite3_vfs_register(real_, 1);
  }

  /// The usual use of `before`: all steps are written down.
  static std::function<int(const disk_step&)> into(disk_history& history) {
    return [&history](const disk_step& s) {
      history.add(s);
      return SQLITE_OK;
    };
  }

private:
  struct file : forwarding_file {
    power_cut_vfs* owner;
    char name[64];
  };

  static file& of(sqlite3_file* f) { return *reinterpret_cast<file*>(f); }
  static std::string base_name(const char* path) {
    return std::filesystem::path{path}.filename().string();
  }

  static int open(sqlite3_vfs* v, const char* name, sqlite3_file* f, int flags, int* out_flags) {
    auto& self = *static_cast<power_cut_vfs*>(v->pAppData);
    auto& opened = of(f);
    opened.owner = &self;
    auto called = name ? base_name(name) : std::string{"temporary"};
    called.resize(std::min(called.size(), sizeof opened.name - 1));
    std::strcpy(opened.name, called.c_str());
    auto code = opened.open(self.real_, name, flags, out_flags);
    if (code == SQLITE_OK)
      f->pMethods = methods();
    return code;
  }

  static int step(sqlite3_file* f, disk_step::kind what, std::int64_t offset, std::string bytes) {
    return of(f).owner->before_({what, of(f).name, offset, std::move(bytes)});
  }

  static const sqlite3_io_methods* methods() {
    static const auto below = forwarding_methods();
    static const auto all = [] {
      auto m = below;
      m.xWrite = [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
        auto bytes = std::string{static_cast<const char*>(from), static_cast<std::size_t>(n)};
        auto code = step(f, disk_step::write, at, std::move(bytes));
        return code != SQLITE_OK ? code : below.xWrite(f, from, n, at);
      };
      m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
        auto code = step(f, disk_step::truncate, size, {});
        return code != SQLITE_OK ? code : below.xTruncate(f, size);
      };
      m.xSync = [](sqlite3_file* f, int flags) {
        auto code = step(f, disk_step::sync, 0, {});
        return code != SQLITE_OK ? code : below.xSync(f, flags);
      };
      return m;
    }();
    return &all;
  }

  std::function<int(const disk_step&)> before_;
  sqlite3_vfs* real_;
  sqlite3_vfs shim_;
};

} // namespace earshot::store
