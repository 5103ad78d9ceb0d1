// What /metrics says: the counters of all I/O threads, in Prometheus' text format. No ids as
// labels.
#pragma once

#include <string>
#include <vector>

namespace earshot::runtime {

class io_thread;
struct shared_state;

std::string metrics_text(const std::vector<io_thread*>& threads, const shared_state& shared);

} // namespace earshot::runtime
