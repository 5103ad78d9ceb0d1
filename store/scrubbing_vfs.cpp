#include "store/scrubbing_vfs.hpp"

#include "store/forwarding_file.hpp"

#include <cstring>
#include <string>

namespace earshot::store {

namespace {

// Offsets in a page's header.
constexpr std::size_t database_header = 100; // before the header of the first page
constexpr std::size_t cells = 3;
constexpr std::size_t content = 5;

std::size_t number_at(const char* bytes) {
  return static_cast<std::size_t>(static_cast<unsigned char>(bytes[0])) << 8
         | static_cast<unsigned char>(bytes[1]);
}

// 0 for a page that is no b-tree.
std::size_t header_bytes(char type) {
  switch (type) {
  case 2:
  case 5: return 12; // interior
  case 10:
  case 13: return 8; // leaf
  default: return 0;
  }
}

sqlite3_vfs* below() { return sqlite3_vfs_find(nullptr); }

int write(sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
  auto size = static_cast<std::size_t>(n);
  auto* real = forwarding_file::of(f).real;
  thread_local std::string page;
  page.assign(static_cast<const char*>(from), size);
  scrub_page(page.data(), size, at == 0);
  return real->pMethods->xWrite(real, page.data(), n, at);
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out_flags) {
  static const auto forwarding = forwarding_methods();
  static const auto scrubbing = [] {
    auto methods = forwarding_methods();
    methods.xWrite = write;
    return methods;
  }();
  auto code = forwarding_file::of(f).open(below(), name, flags, out_flags);
  if (code == SQLITE_OK)
    f->pMethods = flags & SQLITE_OPEN_MAIN_DB ? &scrubbing : &forwarding;
  return code;
}

sqlite3_vfs make_vfs() {
  auto vfs = *below();
  vfs.pNext = nullptr;
  vfs.zName = "earshot-scrubbing";
  vfs.szOsFile = sizeof(forwarding_file);
  vfs.xOpen = open;
  vfs.xDelete = [](sqlite3_vfs*, const char* name, int sync) {
    return below()->xDelete(below(), name, sync);
  };
  vfs.xAccess = [](sqlite3_vfs*, const char* name, int flags, int* out) {
    return below()->xAccess(below(), name, flags, out);
  };
  vfs.xFullPathname = [](sqlite3_vfs*, const char* name, int n, char* out) {
    return below()->xFullPathname(below(), name, n, out);
  };
  return vfs;
}

} // namespace

void scrub_page(char* page, std::size_t size, bool first) {
  auto header = first ? database_header : 0;
  if (size < 512 || header_bytes(page[header]) == 0)
    return;
  auto unused = header + header_bytes(page[header]) + 2 * number_at(page + header + cells);
  auto rows = number_at(page + header + content);
  if (rows == 0)
    rows = 65536;
  if (unused < rows && rows <= size)
    std::memset(page + unused, 0, rows - unused);
}

const char* scrubbing_vfs() {
  static auto vfs = make_vfs();
  static const auto registered = sqlite3_vfs_register(&vfs, 0);
  return registered == SQLITE_OK ? vfs.zName : nullptr;
}

} // namespace earshot::store
