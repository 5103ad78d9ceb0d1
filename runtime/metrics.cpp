#include "runtime/metrics.hpp"

#include "runtime/io_thread.hpp"
#include "runtime/shared_state.hpp"

#include <prometheus/text_serializer.h>

#include <fstream>
#include <limits>
#include <unistd.h>

namespace earshot::runtime {

namespace {

using prometheus::MetricType;

prometheus::MetricFamily family(const char* name, const char* help, MetricType type, double value) {
  prometheus::MetricFamily f;
  f.name = name;
  f.help = help;
  f.type = type;
  f.metric.emplace_back();
  if (type == MetricType::Counter)
    f.metric.back().counter.value = value;
  else
    f.metric.back().gauge.value = value;
  return f;
}

/// One value for each kind of actor.
prometheus::MetricFamily actors_by_kind(const actors::tallies& t) {
  prometheus::MetricFamily f;
  f.name = "earshot_actors";
  f.help = "Actors in memory, by kind.";
  f.type = MetricType::Gauge;
  for (const auto& [kind, n] : {std::pair("conversation", &t.conversations),
                                {"queue", &t.queues},
                                {"desk", &t.desks},
                                {"seller", &t.sellers}}) {
    f.metric.emplace_back();
    f.metric.back().label = {{"kind", kind}};
    f.metric.back().gauge.value = static_cast<double>(n->load());
  }
  return f;
}

/// What histograms with the same bounds have counted together. REQUIRES: there is one.
prometheus::MetricFamily distribution(const char* name, const char* help,
                                      const std::vector<const histogram*>& parts) {
  prometheus::MetricFamily f;
  f.name = name;
  f.help = help;
  f.type = MetricType::Histogram;
  f.metric.emplace_back();
  auto& sums = f.metric.back().histogram;
  const auto bounds = parts.front()->bounds();
  for (std::size_t i = 0; i <= bounds.size(); ++i) {
    for (const histogram* part : parts)
      sums.sample_count += part->count(i);
    if (i < bounds.size())
      sums.bucket.push_back({sums.sample_count, bounds[i]});
  }
  sums.bucket.push_back({sums.sample_count, std::numeric_limits<double>::infinity()});
  for (const histogram* part : parts)
    sums.sample_sum += part->sum();
  return f;
}

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double total = 0, resident = 0;
  statm >> total >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

} // namespace

std::string metrics_text(const std::vector<io_thread*>& threads, const shared_state& shared) {
  auto sum = [&](counter counters::*which) {
    double n = 0;
    for (io_thread* t : threads)
      n += static_cast<double>((t->count().*which).value());
    return n;
  };
  auto gauge = MetricType::Gauge, count = MetricType::Counter;
  const auto& log = shared.env.log;
  std::vector<prometheus::MetricFamily> all{
      family("earshot_sessions", "Open sessions.", gauge, sum(&counters::sessions)),
      family("earshot_sessions_total", "Sessions opened since the start.", count,
             sum(&counters::sessions_total)),
      family("earshot_subscriptions", "Open subscriptions.", gauge, sum(&counters::subscriptions)),
      family("earshot_frames_received_total", "Frames from clients.", count,
             sum(&counters::frames_in)),
      family("earshot_frames_sent_total", "Frames to clients.", count, sum(&counters::frames_out)),
      family("earshot_received_bytes_total", "Bytes of frames from clients.", count,
             sum(&counters::bytes_in)),
      family("earshot_sent_bytes_total", "Bytes of frames to clients.", count,
             sum(&counters::bytes_out)),
      family("earshot_commands_total", "Commands accepted for carrying out.", count,
             sum(&counters::commands)),
      family("earshot_bad_frames_total", "Frames that could not be understood.", count,
             sum(&counters::bad_frames)),
      family("earshot_refused_total", "Requests and sign-ins refused.", count,
             sum(&counters::refused)),
      family("earshot_gaps_total", "Streams dropped for slow readers.", count,
             sum(&counters::gaps)),
      family("earshot_slow_sessions_closed_total", "Sessions closed because they read too slowly.",
             count, sum(&counters::slow_closed)),
      family("earshot_log_position", "Newest committed position of the event log.", gauge,
             static_cast<double>(log.committed())),
      family("earshot_log_backlog_bytes", "Bytes waiting for the disk.", gauge,
             static_cast<double>(log.backlog_bytes())),
      family("earshot_erased_conversations_total",
             "Conversations whose content was erased by order.", count,
             static_cast<double>(shared.env.tallies.erased.load())),
      family("earshot_purged_conversations_total", "Conversations removed as their time was up.",
             count, static_cast<double>(shared.env.tallies.purged.load())),
      family("earshot_resident_memory_bytes", "Resident memory of the process.", gauge,
             resident_bytes()),
      actors_by_kind(shared.env.tallies),
  };
  std::vector<const histogram*> answers;
  for (io_thread* t : threads)
    answers.push_back(&t->count().answers);
  all.push_back(distribution("earshot_answer_seconds",
                             "From a request to its answer, the commit included (sampled).",
                             answers));
  if (auto* commits = log.commits()) {
    all.push_back(distribution("earshot_log_batch_events", "Events in one commit of the log.",
                               {&commits->events}));
    all.push_back(distribution("earshot_log_commit_seconds",
                               "Time to write one commit of the log and fsync it.",
                               {&commits->seconds}));
  }
  return prometheus::TextSerializer().Serialize(all);
}

} // namespace earshot::runtime
