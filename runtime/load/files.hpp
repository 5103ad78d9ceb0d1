// Room for sessions by the ten thousand: each is a file to the kernel.
#pragma once

#include <sys/resource.h>

namespace earshot::load {

/// Raises the soft limit of open files, usually 1,024, to the hard one; children inherit it.
inline void allow_many_files() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

} // namespace earshot::load
