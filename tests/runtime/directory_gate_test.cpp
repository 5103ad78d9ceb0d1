// Nobody hears of a change of the directory before it is on disk: not in the answer to a repeated
// command, not in what is told from the new directory.
#include "runtime/load/badges.hpp"
#include "runtime/load/crowd.hpp"
#include "runtime/server.hpp"
#include "tests/catch.hpp"
#include "tests/runtime/held_log.hpp"

#include <map>

using namespace earshot;
using test::held_log;
namespace asio = boost::asio;

namespace {

const std::string key(48, 'k');

/// An admin in seats 0 and 1, and in seat 2 a supervisor of a queue that is not there yet.
struct held_office : load::crowd_events {
  held_log* log = new held_log; // the server's
  runtime::server server{options(), key, std::unique_ptr<store::event_log>(log)};
  asio::io_context io{1};
  std::optional<load::crowd> crowd;
  std::map<std::string, std::string> told; ///< results and states, by what was asked

  held_office() {
    REQUIRE(server.start().has_value());
    load::endpoint to;
    const auto& where = server.address();
    to.port = static_cast<std::uint16_t>(std::stoi(where.substr(where.rfind(':') + 1)));
    crowd.emplace(io, to, load::badges(key), *this);
    crowd->add("root", {role::admin});
    crowd->add("root", {role::admin});
    crowd->add("sofia", {role::supervisor});
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

  template <class Done>
  void run_until(Done done) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!done()) {
      REQUIRE(std::chrono::steady_clock::now() < deadline);
      run_for(std::chrono::milliseconds(10));
    }
  }
  void run_for(std::chrono::milliseconds time) {
    io.restart();
    io.run_for(time);
  }

  auto note(std::string what) {
    return [this, what = std::move(what)](const load::answer& a) {
      told[what] = std::string(a.result) + (a.duplicate ? " again" : "");
    };
  }
  void create_queue(std::size_t seat) {
    (*crowd)[seat].command("queue.create", R"({"queue":"q","name":"Q","supervisors":["sofia"]})",
                           note("create " + std::to_string(seat)), "k");
  }

  void on_event(std::size_t, const load::event&) override {}
  void on_snapshot(std::size_t, const load::snapshot& s) override {
    told["snapshot"] = std::string(s.state);
  }
  void on_cut(std::size_t, std::string_view, std::string_view) override {}
  void on_failed(std::size_t, const std::string& why) override { FAIL(why); }
};

} // namespace

TEST_CASE_METHOD(held_office, "A change of the directory is told once it is on disk") {
  log->hold(true);
  create_queue(0);
  run_until([&] { return log->head(std::string(store::directory_subject)) == 1; });
  create_queue(1); // as after a lost connection
  (*crowd)[2].query("whoami", "{}", note("whoami"));
  (*crowd)[2].query("queues", "{}", note("queues"));
  (*crowd)[2].subscribe("queue/q", note("subscribe"));
  run_for(std::chrono::milliseconds(200));
  for (auto& [what, text] : told) { // before the new directory has come it may say what was
    CAPTURE(what);
    CHECK(text.find("\"q\"") == std::string::npos);
  }
  CHECK_FALSE(told.contains("create 0"));
  CHECK_FALSE(told.contains("create 1"));
  CHECK_FALSE(told.contains("snapshot"));

  log->hold(false);
  run_until([&] { return told.contains("snapshot") && told.contains("create 1"); });
  CHECK(told["create 0"] == R"({"queue":"q"})");
  CHECK(told["create 1"] == R"({"queue":"q"} again)");
  CHECK(told["snapshot"].find("\"name\":\"Q\"") != std::string::npos);
}
