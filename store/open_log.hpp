// The one place that knows which logs there are.
#pragma once

#include "store/event_log.hpp"

#include <memory>

namespace earshot::store {

struct log_options {
  bool ephemeral = false;                                ///< nothing on disk
  std::uint64_t ephemeral_bytes = 1024ull * 1024 * 1024; ///< then the bound of `memory_log`
  std::string data_dir;                                  ///< else the directory of the log
  std::size_t batch_events = 1'000;                      ///< at most in one commit
  std::size_t batch_bytes = 1024 * 1024;                 ///< at most in one commit
};

/// The error says in words for the operator why the log cannot be opened.
result<std::unique_ptr<event_log>> open_log(const log_options& options);

} // namespace earshot::store
