#include "runtime/load/report.hpp"

#include "runtime/load/failure.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <regex>

namespace earshot::load {
namespace {

double ms(std::chrono::nanoseconds d) { return static_cast<double>(d.count()) / 1e6; }
double seconds(std::chrono::nanoseconds d) { return static_cast<double>(d.count()) / 1e9; }
double megabytes(std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; }

double per_second(std::uint64_t n, std::chrono::nanoseconds time) {
  return time.count() > 0 ? static_cast<double>(n) / seconds(time) : 0;
}

double cpu_s_per_million(std::chrono::nanoseconds cpu, std::uint64_t n) {
  return n > 0 ? seconds(cpu) * 1e6 / static_cast<double>(n) : 0;
}

nlohmann::ordered_json quantiles(const histogram& h) {
  return {{"p50", ms(h.quantile(0.5))},
          {"p90", ms(h.quantile(0.9))},
          {"p99", ms(h.quantile(0.99))},
          {"p999", ms(h.quantile(0.999))},
          {"max", ms(h.max())}};
}

std::string quantile_line(const histogram& h) {
  return fmt::format("p50 {:.2f}   p90 {:.2f}   p99 {:.2f}   p99.9 {:.2f}   max {:.2f} ms",
                     ms(h.quantile(0.5)), ms(h.quantile(0.9)), ms(h.quantile(0.99)),
                     ms(h.quantile(0.999)), ms(h.max()));
}

} // namespace

std::vector<std::pair<std::string, double>> report::figures() const {
  const auto count = [](std::uint64_t n) { return static_cast<double>(n); };
  return {{"lost", count(lost)},
          {"duplicated", count(duplicated)},
          {"reordered", count(reordered)},
          {"corrupted", count(corrupted)},
          {"gaps", count(gaps)},
          {"refused", count(refused)},
          {"messages", count(messages)},
          {"msgs_per_s", per_second(messages, running)},
          {"p50", ms(latency.quantile(0.5))},
          {"p90", ms(latency.quantile(0.9))},
          {"p99", ms(latency.quantile(0.99))},
          {"p999", ms(latency.quantile(0.999))},
          {"max", ms(latency.max())},
          {"connect_p99", ms(connect.quantile(0.99))},
          {"cpu_s_per_million", cpu_s_per_million(server_cpu, messages)},
          {"rss_mb", megabytes(server_bytes)}};
}

std::string as_json(const report& r) {
  nlohmann::ordered_json out{{"lost", r.lost},
                             {"duplicated", r.duplicated},
                             {"reordered", r.reordered},
                             {"corrupted", r.corrupted},
                             {"gaps", r.gaps},
                             {"refused", r.refused},
                             {"messages", r.messages},
                             {"deliveries", r.deliveries},
                             {"chats", r.chats},
                             {"sessions", r.sessions},
                             {"seconds", seconds(r.running)},
                             {"rate", r.rate},
                             {"msgs_per_s", per_second(r.messages, r.running)},
                             {"latency_ms", quantiles(r.latency)},
                             {"connect_s", seconds(r.connecting)},
                             {"connect_ms", quantiles(r.connect)},
                             {"client_cpu_s", seconds(r.client_cpu)}};
  if (r.server_bytes > 0)
    out["server"] = {{"cpu_s", seconds(r.server_cpu)},
                     {"cpu_s_per_million_messages", cpu_s_per_million(r.server_cpu, r.messages)},
                     {"rss_mb", megabytes(r.server_bytes)}};
  return out.dump();
}

std::string as_text(const report& r) {
  auto text = fmt::format("sessions    {} in {:.2f} s   {}\n", r.sessions, seconds(r.connecting),
                          quantile_line(r.connect));
  text += fmt::format("messages    {} in {} chats, {} deliveries, {:.1f} s\n", r.messages, r.chats,
                      r.deliveries, seconds(r.running));
  text += fmt::format("throughput  {:.0f} msgs/s{}\n", per_second(r.messages, r.running),
                      r.rate > 0 ? fmt::format(" of {:.0f} asked for", r.rate) : "");
  text += fmt::format("latency     {}   {}\n", quantile_line(r.latency),
                      r.rate > 0 ? "(from when it was due)" : "(from the send)");
  if (r.server_bytes > 0)
    text +=
        fmt::format("server      {:.2f} s CPU, {:.1f} s per million messages, {:.1f} MB resident\n",
                    seconds(r.server_cpu), cpu_s_per_million(r.server_cpu, r.messages),
                    megabytes(r.server_bytes));
  text += fmt::format("checked     {} lost, {} duplicated, {} reordered, {} corrupted, {} gaps, "
                      "{} sent again\n",
                      r.lost, r.duplicated, r.reordered, r.corrupted, r.gaps, r.refused);
  return text;
}

threshold threshold::parse(const std::string& text) {
  static const std::regex form(
      R"(\s*([a-z0-9_]+)\s*(<=|>=|<|>|=)\s*([0-9]+(?:\.[0-9]+)?)\s*(us|ms|s)?\s*)");
  std::smatch found;
  if (!std::regex_match(text, found, form))
    throw failure(runtime::exit_usage,
                  "--threshold \"" + text + "\" is no comparison; write p99<20ms or lost=0");
  std::string known;
  for (const auto& [name, value] : report().figures())
    known += (known.empty() ? "" : ", ") + name;
  if ((", " + known + ",").find(", " + found[1].str() + ",") == known.npos)
    throw failure(runtime::exit_usage,
                  "--threshold knows no figure \"" + found[1].str() + "\"; there are " + known);
  const double unit = found[4] == "us" ? 1e-3 : found[4] == "s" ? 1e3 : 1;
  const auto relation = found[2].str();
  return {text, found[1], relation[0], relation.size() == 2, std::stod(found[3]) * unit};
}

bool threshold::holds(const report& r) const {
  for (const auto& [name, value] : r.figures()) {
    if (name != figure)
      continue;
    if (value == bound)
      return or_equal || relation == '=';
    return relation == '<' ? value < bound : relation == '>' && value > bound;
  }
  return false;
}

} // namespace earshot::load
