// `earshot demo`: a server of its own on loopback, the simulated contact centre, one live line.
#include "runtime/commands.hpp"
#include "runtime/demo/contact_centre.hpp"
#include "runtime/demo/people_file.hpp"
#include "runtime/load/failure.hpp"
#include "runtime/load/server_process.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>

namespace earshot::runtime {
namespace {

namespace asio = boost::asio;
using load::failure;

constexpr std::uint16_t ports_tried = 20;

/// The first port from `wanted` on that nobody listens on.
std::uint16_t free_port(std::uint16_t wanted) {
  asio::io_context io;
  for (std::uint16_t port = wanted; port < wanted + ports_tried; ++port) {
    boost::system::error_code taken;
    asio::ip::tcp::acceptor probe(io, asio::ip::tcp::v4());
    probe.set_option(asio::socket_base::reuse_address(true));
    probe.bind({asio::ip::address_v4::loopback(), port}, taken);
    if (!taken)
      probe.listen(1, taken);
    if (!taken)
      return port;
  }
  throw failure(exit_unavailable, fmt::format("the ports {} to {} are all taken; name another with "
                                              "--port",
                                              wanted, wanted + ports_tried - 1));
}

void print_box(const std::vector<std::string>& lines) {
  std::size_t width = 0;
  for (const auto& l : lines)
    width = std::max(width, l.size());
  const std::string edge(width + 2, '-');
  fmt::print("+{}+\n", edge);
  for (const auto& l : lines)
    fmt::print("| {:<{}} |\n", l, width);
  fmt::print("+{}+\n", edge);
}

void print_welcome(const load::endpoint& at, const load::badges& badges) {
  print_box({"DEMO: everyone and everything here is made up. It listens on this machine only,",
             "its tokens are not secret, and all is gone when it ends (Ctrl-C)."});
  fmt::print("\nURL     http://{0}:{1}/\nsocket  ws://{0}:{1}/v1/socket\n\n", at.host, at.port);
  fmt::print("Tokens, for a day, to look over somebody's shoulder (see examples/):\n");
  for (const auto& p : demo::people())
    if (p.user == "vera" || p.user == "mette")
      fmt::print("  {} ({}): {}\n", p.name, name_of(p.part),
                 badges.badge(p.user, {p.part}, p.name));
  fmt::print("\n");
  std::fflush(stdout);
}

std::string live_line(const demo::view& v) {
  static constexpr std::array marks{"---", "--", "-", "0", "+", "++", "+++"};
  auto line = fmt::format("{} conversations in {} queues   {:.1f} msgs/s   p99 {:.1f} ms   mood",
                          v.conversations, v.queues, v.msgs_per_s,
                          static_cast<double>(v.p99.count()) / 1e6);
  for (std::size_t i = 0; i < marks.size(); ++i)
    line += fmt::format("  {} {}", marks[i], v.by_level[i]);
  return line;
}

/// Shows `centre` until its end: on a terminal one line every second that changes, else a line
/// every five.
class live {
public:
  live(asio::io_context& io, demo::contact_centre& centre) : timer_(io), centre_(centre) { show(); }
  ~live() {
    if (terminal_)
      fmt::print("\n");
  }

private:
  void show() {
    fmt::print("{}{}{}", terminal_ ? "\r\033[K" : "", live_line(centre_.look()),
               terminal_ ? "" : "\n");
    std::fflush(stdout);
    timer_.expires_after(std::chrono::seconds(terminal_ ? 1 : 5));
    timer_.async_wait([this](boost::system::error_code ec) {
      if (!ec)
        show();
    });
  }

  bool terminal_ = ::isatty(STDOUT_FILENO) == 1;
  asio::steady_timer timer_;
  demo::contact_centre& centre_;
};

void run(const demo_options& o) {
  const auto listen = fmt::format("127.0.0.1:{}", free_port(o.port));
  asio::io_context io{1};
  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&io](boost::system::error_code, int) { io.stop(); });
  demo::people_file people;
  std::vector<std::string> words{"serve", "--ephemeral", "--listen",
                                 listen,  "--set",       "debug.people=" + people.name(),
                                 "--set", "server.drain_ms=200"}; // all are our own
  if (!o.web_dir.empty())
    words.push_back("--web-dir=" + o.web_dir);
  load::server_process server("/proc/self/exe", words);
  const load::badges badges(server.key());
  people.write(badges);

  std::optional<std::string> problem;
  demo::contact_centre centre(io, server.where(), badges, o.seed, o.pace,
                              [&](const std::string& why) {
                                problem = problem.value_or(why);
                                io.stop();
                              });
  std::optional<live> shown;
  asio::steady_timer end(io);
  centre.open([&] {
    print_welcome(server.where(), badges);
    shown.emplace(io, centre);
    if (o.seconds == 0)
      return;
    end.expires_after(std::chrono::seconds(o.seconds));
    end.async_wait([&io](boost::system::error_code) { io.stop(); });
  });
  io.run();
  if (problem)
    throw failure(exit_unavailable, *problem);
}

} // namespace

int demo(const demo_options& o) {
  try {
    run(o);
    return exit_ok;
  } catch (const failure& f) {
    fmt::print(stderr, "earshot demo: {}\n", f.what());
    return f.code;
  }
}

} // namespace earshot::runtime
