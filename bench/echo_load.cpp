// Keeps one frame in flight on each of many sockets to the bare echo server, through the same
// client end as Earshot's own load, and prints what an echo costs the server:
//   echo_load ECHO_SERVER [SOCKETS [FRAME_BYTES [SECONDS]]]
#include "runtime/load/files.hpp"
#include "runtime/load/server_process.hpp"
#include "runtime/websocket.hpp"

#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

namespace {

using namespace earshot;
using clock_type = std::chrono::steady_clock;

struct tally {
  std::size_t open = 0;
  std::uint64_t echoes = 0;
  std::string problem;
};

class socket_under_load final : public runtime::websocket_events {
public:
  socket_under_load(runtime::frame_ptr frame, tally& counts)
      : frame_(std::move(frame)), counts_(counts) {}

  std::shared_ptr<runtime::websocket> connection;

private:
  void on_open() override {
    ++counts_.open;
    connection->send(frame_);
  }
  void on_text(std::string_view text) override {
    counts_.echoes += text == *frame_;
    if (!connection->sending())
      connection->send(frame_);
    else
      owed_ = true;
  }
  void on_sent() override {
    if (std::exchange(owed_, false))
      connection->send(frame_);
  }
  void on_binary(std::string_view) override {}
  void on_control() override {}
  void on_closed(std::uint16_t, std::string_view reason) override { counts_.problem = reason; }

  runtime::frame_ptr frame_;
  tally& counts_;
  bool owed_ = false;
};

struct measured {
  std::uint64_t echoes;
  std::chrono::nanoseconds cpu, time;
};

measured run(const load::server_process& server, std::size_t sockets, std::size_t frame_bytes,
             std::chrono::seconds time) {
  boost::asio::io_context io{1};
  tally counts;
  const auto frame = std::make_shared<const std::string>(std::string(frame_bytes, 'e'));
  std::vector<std::shared_ptr<socket_under_load>> all;
  for (std::size_t i = 0; i < sockets; ++i) {
    auto& s = *all.emplace_back(std::make_shared<socket_under_load>(frame, counts));
    s.connection = runtime::websocket::connect(io, server.where().host, server.where().port, "/",
                                               {}, {}, all.back());
  }
  while (counts.open < sockets && counts.problem.empty())
    io.run_one();
  const auto cpu = load::process_cost::of(server.process()).cpu;
  const auto began = clock_type::now();
  counts.echoes = 0;
  io.run_for(time);
  const measured m{counts.echoes, load::process_cost::of(server.process()).cpu - cpu,
                   clock_type::now() - began};
  if (!counts.problem.empty())
    throw std::runtime_error(counts.problem);
  return m;
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "echo_load ECHO_SERVER [SOCKETS [FRAME_BYTES [SECONDS]]]\n");
    return 64;
  }
  const auto number = [&](int i, int otherwise) {
    return argc > i ? std::stoi(argv[i]) : otherwise;
  };
  load::allow_many_files();
  const load::server_process server(argv[1], {});
  const auto m = run(server, static_cast<std::size_t>(number(2, 1000)),
                     static_cast<std::size_t>(number(3, 190)), std::chrono::seconds(number(4, 5)));
  const auto echoes = static_cast<double>(m.echoes);
  fmt::print("{{\"echoes\":{},\"echoes_per_s\":{:.0f},\"us_per_echo\":{:.3f}}}\n", m.echoes,
             echoes * 1e9 / static_cast<double>(m.time.count()),
             static_cast<double>(m.cpu.count()) / 1e3 / echoes);
}
