#include "store/forwarding_file.hpp"

namespace earshot::store {

namespace {

using file = sqlite3_file;

file* real(file* f) { return forwarding_file::of(f).real; }
const sqlite3_io_methods& methods(file* f) { return *real(f)->pMethods; }

int close(file* f) {
  auto code = methods(f).xClose(real(f));
  sqlite3_free(real(f));
  return code;
}

} // namespace

int forwarding_file::open(sqlite3_vfs* below, const char* name, int flags, int* out_flags) {
  base.pMethods = nullptr;
  real = static_cast<sqlite3_file*>(sqlite3_malloc(below->szOsFile));
  if (!real)
    return SQLITE_NOMEM;
  real->pMethods = nullptr;
  auto code = below->xOpen(below, name, real, flags, out_flags);
  if (code != SQLITE_OK) {
    if (real->pMethods)
      real->pMethods->xClose(real);
    sqlite3_free(real);
  }
  return code;
}

sqlite3_io_methods forwarding_methods() {
  return {
      2, // of the interface: no memory mapping, which would go past us
      close,
      [](file* f, void* to, int n, sqlite3_int64 at) {
        return methods(f).xRead(real(f), to, n, at);
      },
      [](file* f, const void* from, int n, sqlite3_int64 at) {
        return methods(f).xWrite(real(f), from, n, at);
      },
      [](file* f, sqlite3_int64 size) { return methods(f).xTruncate(real(f), size); },
      [](file* f, int flags) { return methods(f).xSync(real(f), flags); },
      [](file* f, sqlite3_int64* size) { return methods(f).xFileSize(real(f), size); },
      [](file* f, int lock) { return methods(f).xLock(real(f), lock); },
      [](file* f, int lock) { return methods(f).xUnlock(real(f), lock); },
      [](file* f, int* reserved) { return methods(f).xCheckReservedLock(real(f), reserved); },
      [](file* f, int op, void* arg) { return methods(f).xFileControl(real(f), op, arg); },
      [](file* f) { return methods(f).xSectorSize(real(f)); },
      [](file* f) { return methods(f).xDeviceCharacteristics(real(f)); },
      [](file* f, int page, int size, int extend, void volatile** to) {
        return methods(f).xShmMap(real(f), page, size, extend, to);
      },
      [](file* f, int from, int n, int flags) {
        return methods(f).xShmLock(real(f), from, n, flags);
      },
      [](file* f) { methods(f).xShmBarrier(real(f)); },
      [](file* f, int remove) { return methods(f).xShmUnmap(real(f), remove); },
      nullptr,
      nullptr,
  };
}

} // namespace earshot::store
