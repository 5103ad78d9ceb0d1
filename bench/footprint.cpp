// What Earshot takes in memory and at rest: idle sessions, then open conversations, then one
// message in each of them, then nothing at all for a while. Prints one JSON object:
//   footprint EARSHOT [SESSIONS [CONVERSATIONS [IDLE_SECONDS]]]
#include "bench/stage.hpp"
#include "runtime/load/files.hpp"

#include <fmt/format.h>

#include <string>

namespace {

using namespace earshot;

constexpr std::string_view text =
    "My parcel should have been here on Wednesday, can you look into it?";

class still_life final : public bench::stage {
public:
  still_life(const load::server_process& server, std::size_t sessions) : stage(server) {
    people().add("root", {role::admin});
    people().add("web", {role::connector});
    for (std::size_t i = 0; i < sessions; ++i)
      people().add("agent-" + std::to_string(i), {role::agent});
  }

  void make_queue() {
    ask(0, "queue.create", R"({"queue":"q","languages":["en"],"sentiment":true})");
  }

  void open(std::size_t conversations) {
    for (std::size_t i = 0; i < conversations; ++i)
      send(1, "conversation.open",
           bench::opening("c" + std::to_string(i), "q", "customer-" + std::to_string(i)));
    settle();
  }

  void write(std::size_t conversations) {
    for (std::size_t i = 0; i < conversations; ++i)
      send(1, "conversation.message",
           bench::texts({{"conversation", "c" + std::to_string(i)}, {"text", text}}));
    settle();
  }

  /// Once the server has come to rest: queues publish what changed a quarter of a second later.
  double resident() {
    rest(std::chrono::seconds(2));
    return static_cast<double>(server_cost().resident_bytes);
  }
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
  const load::server_process server(argv[1], {"serve", "--ephemeral", "--listen", "127.0.0.1:0",
                                              "--set", "limits.frames_per_second=1000000", "--set",
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
