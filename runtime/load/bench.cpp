// `earshot bench`: a server, the chats, the load test, the report.
#include "runtime/commands.hpp"
#include "runtime/key_file.hpp"
#include "runtime/load/failure.hpp"
#include "runtime/load/files.hpp"
#include "runtime/load/load_test.hpp"
#include "runtime/load/server_process.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <regex>

namespace earshot::runtime {
namespace {

using load::failure;

constexpr std::size_t in_flight_safe = 48;      // of 64: opening and closing need some too
constexpr std::size_t subscriptions_safe = 240; // of 256: closed ones leave a little later

load::endpoint parse_url(const std::string& url) {
  static const std::regex form(R"(ws://([^/:]+|\[[^\]]+\]):([0-9]{1,5})(/.*)?)");
  std::smatch found;
  if (!std::regex_match(url, found, form) || std::stoi(found[2]) > 65535)
    throw failure(exit_usage, "--url " + url + " is no address; write ws://HOST:PORT");
  load::endpoint to{found[1], static_cast<std::uint16_t>(std::stoi(found[2]))};
  if (found[3].length() > 1)
    to.target = found[3];
  return to;
}

void require(bool holds, const std::string& sentence) {
  if (!holds)
    throw failure(exit_usage, sentence);
}

std::size_t open_at_once(const bench_options& o) {
  return o.open.value_or(std::min<std::size_t>(200, o.connectors * in_flight_safe));
}

void check(const bench_options& o) {
  const auto open = open_at_once(o);
  require(open <= o.connectors * in_flight_safe,
          fmt::format("--open {} is too many for {} connectors: a session may have 64 commands "
                      "under way; add connectors or stay at {}",
                      open, o.connectors, o.connectors * in_flight_safe));
  const auto followed = o.watchers > 0 ? open : (open + o.agents - 1) / o.agents;
  require(followed <= subscriptions_safe,
          fmt::format("--open {} lets one session follow {} conversations; {} are allowed", open,
                      followed, subscriptions_safe));
  require(o.url.empty() == o.key_file.empty(),
          "--url and --key-file belong together: the tokens are made from that server's key");
}

load::load_plan plan(const bench_options& o) {
  load::load_plan p;
  for (const auto& file : o.chat_files)
    load::read_chats(file, p.chats);
  if (o.chat_files.empty())
    p.chats = load::made_up_chats({o.seed, o.chats, o.messages, o.text_bytes});
  p.connectors = o.connectors;
  p.agents = o.agents;
  p.watchers = o.watchers;
  p.open = open_at_once(o);
  p.rate = o.rate;
  p.stall = std::chrono::seconds(o.stall_s);
  return p;
}

/// On a terminal one line that changes, elsewhere a line every five seconds.
class progress_line {
public:
  void operator()(const load::load_test::progress& p) {
    const auto s = std::chrono::duration<double>(p.running).count();
    if (!terminal_ && ++calls_ % 5 != 0)
      return;
    const auto& r = *p.figures;
    const auto line = fmt::format("{:6.1f} s  {}/{} chats  {} messages  {:.0f} msgs/s  p99 {:.2f} "
                                  "ms  {} lost  {} out of order",
                                  s, p.chats, p.chats_total, r.messages,
                                  s > 0 ? static_cast<double>(r.messages) / s : 0,
                                  static_cast<double>(r.latency.quantile(0.99).count()) / 1e6,
                                  r.lost, r.duplicated + r.reordered + r.gaps);
    std::fputs(terminal_ ? ("\r\033[K" + line).c_str() : (line + "\n").c_str(), stderr);
  }
  ~progress_line() {
    if (terminal_)
      std::fputs("\r\033[K", stderr);
  }

private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  int calls_ = 0;
};

load::report measure(const bench_options& o) {
  std::unique_ptr<load::server_process> own;
  if (o.url.empty()) {
    std::vector<std::string> words{"serve", "--listen", "127.0.0.1:0"};
    if (o.data_dir.empty())
      words.push_back("--ephemeral");
    else
      words.insert(words.end(), {"--data-dir", o.data_dir});
    own = std::make_unique<load::server_process>("/proc/self/exe", words);
  }
  const auto to = own ? own->where() : parse_url(o.url);
  const auto process = own ? own->process() : o.server_pid;
  auto key = own ? own->key() : read_key(o.key_file);
  if (!key)
    throw failure(exit_bad_data, key.error().message);

  boost::asio::io_context io{1};
  load::load_test test(io, to, load::badges(std::move(*key)), plan(o));
  load::process_cost server, client;
  progress_line line;
  auto found = test.run(
      [&] {
        server = load::process_cost::of(process);
        client = load::process_cost::of(::getpid());
      },
      std::ref(line));
  const auto after = load::process_cost::of(process);
  found.server_cpu = after.cpu - server.cpu;
  found.server_bytes = after.resident_bytes;
  found.client_cpu = load::process_cost::of(::getpid()).cpu - client.cpu;
  return found;
}

} // namespace

int bench(const bench_options& o) {
  try {
    check(o);
    std::vector<load::threshold> thresholds;
    for (const auto& text : o.thresholds)
      thresholds.push_back(load::threshold::parse(text));
    load::allow_many_files();
    const auto found = measure(o);
    fmt::print("{}", o.json ? as_json(found) + "\n" : as_text(found));
    int outcome = found.complete() ? exit_ok : exit_threshold;
    for (const auto& t : thresholds)
      if (!t.holds(found)) {
        fmt::print(stderr, "earshot bench: {} does not hold\n", t.text);
        outcome = exit_threshold;
      }
    return outcome;
  } catch (const failure& f) {
    fmt::print(stderr, "earshot bench: {}\n", f.what());
    return f.code;
  }
}

} // namespace earshot::runtime
