// Everything that is stored on one customer, as lines of JSON: first what the lines mean, then each
// conversation with its events as a supervisor of its queue would see them.
#pragma once

#include "store/event_log.hpp"

#include <functional>
#include <string>

namespace earshot::runtime {

/// What `who` (empty: on the command line) exports stands in the audit log before it is read. Calls
/// `done` with the lines, or with nothing where there is no such customer, on a thread of the log's
/// choosing. Erased customers have no id any more and are not found.
void export_customer(store::event_log& log, const customer_id& customer, const user_id& who,
                     time_point now, std::function<void(std::string lines)> done);

} // namespace earshot::runtime
