#include "store/open_log.hpp"

#include "store/memory_log.hpp"
#include "store/sqlite_log.hpp"

namespace earshot::store {

result<std::unique_ptr<event_log>> open_log(const log_options& options) {
  if (options.ephemeral)
    return std::make_unique<memory_log>(options.ephemeral_bytes);
  auto log = sqlite_log::open({options.data_dir, options.batch_events, options.batch_bytes});
  if (!log)
    return log.error();
  return std::unique_ptr<event_log>{std::move(*log)};
}

} // namespace earshot::store
