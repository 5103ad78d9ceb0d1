// What Earshot takes in memory and at rest: idle sessions, then open conversations, then one
// message in each of them, then nothing at all for a while. Prints one JSON object:
//   footprint EARSHOT [SESSIONS [CONVERSATIONS [IDLE_SECONDS]]]
#include "protocol/json_writer.hpp"
#include "runtime/load/crowd.hpp"
#include "runtime/load/files.hpp"
#include "runtime/load/server_process.hpp"

#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <string>

namespace {

using namespace earshot;
using protocol::json_writer;

constexpr std::string_view text =
    "My parcel should have been here on Wednesday, can you look into it?";

class still_life final : public load::crowd_events {
public:
  still_life(const load::server_process& server, std::size_t sessions)
      : server_(server), crowd_(io_, server.where(), load::badges(server.key()), *this) {
    crowd_.add("root", {role::admin});
    crowd_.add("web", {role::connector});
    for (std::size_t i = 0; i < sessions; ++i)
      crowd_.add("agent-" + std::to_string(i), {role::agent});
  }

  void sign_in() {
    bool ready = false;
    crowd_.connect([&] { ready = true; });
    run_until([&] { return ready; });
  }

  void make_queue() {
    each(1, [&](std::size_t) {
      crowd_[0].command(
          "queue.create",
          R"({"queue":"q","name":"Q","members":[],"supervisors":[],"languages":["en"]})",
          answered());
    });
    each(1, [&](std::size_t) {
      crowd_[0].command("queue.configure", R"({"queue":"q","sentiment":true})", answered());
    });
  }

  void open(std::size_t conversations) {
    each(conversations, [&](std::size_t i) {
      std::string args;
      json_writer w(args);
      w.open_object().key("conversation").text("c" + std::to_string(i)).key("queue").text("q");
      w.key("channel").text("chat").key("customer").open_object().key("id");
      w.text("customer-" + std::to_string(i)).close_object().close_object();
      crowd_[1].command("conversation.open", args, answered());
    });
  }

  void write(std::size_t conversations) {
    each(conversations, [&](std::size_t i) {
      std::string args;
      json_writer w(args);
      w.open_object().key("conversation").text("c" + std::to_string(i)).key("text").text(text);
      w.close_object();
      crowd_[1].command("conversation.message", args, answered());
    });
  }

  void rest(std::chrono::seconds time) { io_.restart(), io_.run_for(time); }

  /// Once the server has come to rest: queues publish what changed a quarter of a second later.
  double resident() {
    rest(std::chrono::seconds(2));
    return static_cast<double>(load::process_cost::of(server_.process()).resident_bytes);
  }

private:
  void on_event(std::size_t, const load::event&) override {}
  void on_cut(std::size_t, std::string_view, std::string_view) override {}
  void on_failed(std::size_t, const std::string& why) override { throw std::runtime_error(why); }

  load::client::answer_handler answered() {
    return [this](const load::answer& a) {
      if (!a.ok)
        throw std::runtime_error(std::string(a.message));
      ++answers_;
    };
  }

  /// Does `what` `n` times, at most 48 under way.
  template <class What>
  void each(std::size_t n, What what) {
    answers_ = 0;
    for (std::size_t i = 0; i < n; ++i) {
      run_until([&] { return i - answers_ < 48; });
      what(i);
    }
    run_until([&] { return answers_ == n; });
  }

  template <class Done>
  void run_until(Done done) {
    io_.restart();
    while (!done())
      io_.run_one();
  }

  const load::server_process& server_;
  boost::asio::io_context io_{1};
  load::crowd crowd_;
  std::size_t answers_ = 0;
};

} // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "footprint EARSHOT [SESSIONS [CONVERSATIONS [IDLE_SECONDS]]]\n");
    return 64;
  }
  const auto number = [&](int i, int otherwise) {
    return argc > i ? std::stoi(argv[i]) : otherwise;
  };
  const auto sessions = static_cast<std::size_t>(number(2, 10'000));
  const auto conversations = static_cast<std::size_t>(number(3, 50'000));
  const std::chrono::seconds idle(number(4, 30));

  load::allow_many_files();
  // One connector opens everything, faster than a well-behaved one may.
  const load::server_process server(argv[1],
                                    {"serve", "--ephemeral", "--listen", "127.0.0.1:0", "--set",
                                     "limits.frames_per_second=1000000", "--set",
                                     "limits.user_frames_per_second=1000000"});
  still_life scene(server, sessions);
  const auto empty = scene.resident();
  scene.sign_in();
  const auto signed_in = scene.resident();
  scene.make_queue();
  scene.open(conversations);
  const auto opened = scene.resident();
  scene.write(conversations);
  const auto written = scene.resident();
  const auto cpu = load::process_cost::of(server.process()).cpu;
  scene.rest(idle);
  const auto used = load::process_cost::of(server.process()).cpu - cpu;

  const auto per = [](double bytes, std::size_t n) { return bytes / static_cast<double>(n); };
  fmt::print("{{\"sessions\":{},\"conversations\":{},\"empty_mb\":{:.1f},\"total_mb\":{:.1f},"
             "\"bytes_per_session\":{:.0f},\"bytes_per_conversation\":{:.0f},"
             "\"bytes_per_message\":{:.0f},\"text_bytes\":{},\"idle_cpu_percent\":{:.3f}}}\n",
             sessions, conversations, empty / 1e6, written / 1e6, per(signed_in - empty, sessions),
             per(opened - signed_in, conversations), per(written - opened, conversations),
             text.size(),
             100.0 * static_cast<double>(used.count()) / 1e9 / static_cast<double>(idle.count()));
}
