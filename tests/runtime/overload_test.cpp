// A log that is behind: new sessions are turned away first, then commands; those who are there
// stay.
#include "runtime/load/badges.hpp"
#include "runtime/load/crowd.hpp"
#include "runtime/server.hpp"
#include "tests/catch.hpp"
#include "tests/runtime/held_log.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

using namespace earshot;
using test::held_log;
namespace asio = boost::asio;

namespace {

const std::string key(48, 'k');

struct overloaded : load::crowd_events {
  held_log* log = new held_log; // the server's
  runtime::server server{options(), key, std::unique_ptr<store::event_log>(log)};
  asio::io_context io{1};
  std::optional<load::crowd> crowd;

  overloaded() {
    REQUIRE(server.start().has_value());
    load::endpoint to;
    to.port = port();
    crowd.emplace(io, to, load::badges(key), *this);
    crowd->add("root", {role::admin});
    bool ready = false;
    crowd->connect([&] { ready = true; });
    run_until([&] { return ready; });
  }

  static config::options options() {
    config::options o;
    o.server.listen = "127.0.0.1:0";
    o.server.drain_ms = 0;
    return o;
  }

  std::uint16_t port() const {
    const auto& where = server.address();
    return static_cast<std::uint16_t>(std::stoi(where.substr(where.rfind(':') + 1)));
  }

  template <class Done>
  void run_until(Done done) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!done()) {
      REQUIRE(std::chrono::steady_clock::now() < deadline);
      io.restart();
      io.run_one_for(std::chrono::milliseconds(10));
    }
  }

  /// What someone new is told.
  std::string knock() const {
    asio::io_context own;
    asio::ip::tcp::socket socket(own);
    socket.connect({asio::ip::address_v4::loopback(), port()});
    const std::string request =
        "GET /v1/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Protocol: earshot.v1\r\n\r\n";
    asio::write(socket, asio::buffer(request));
    std::string answer;
    boost::system::error_code ec;
    asio::read(socket, asio::dynamic_buffer(answer), asio::transfer_at_least(100), ec);
    return answer;
  }

  std::string command() {
    std::string code;
    (*crowd)[0].command("queue.create", R"({"queue":"q","name":"Q"})",
                        [&](const load::answer& a) { code = a.ok ? "ok" : std::string(a.code); });
    run_until([&] { return !code.empty(); });
    return code;
  }

  void on_event(std::size_t, const load::event&) override {}
  void on_cut(std::size_t, std::string_view, std::string_view) override {}
  void on_failed(std::size_t, const std::string& why) override { FAIL(why); }
};

} // namespace

TEST_CASE_METHOD(overloaded, "Overload sheds new sessions first, and says so") {
  const auto bound = static_cast<std::uint64_t>(options().log.log_backlog_bytes);
  log->say_backlog(bound / 2);
  CHECK(knock().starts_with("HTTP/1.1 101"));

  log->say_backlog(bound / 2 + 1);
  const auto refused = knock();
  CHECK(refused.starts_with("HTTP/1.1 503"));
  CHECK(refused.find("Retry-After: 1\r\n") != std::string::npos);
  CHECK(command() == "ok");

  log->say_backlog(bound + 1);
  CHECK(command() == "overloaded");

  log->say_backlog(0);
  CHECK(knock().starts_with("HTTP/1.1 101"));
}
