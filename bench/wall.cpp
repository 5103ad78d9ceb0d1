// What one watching supervisor costs: open conversations in one queue, a customer's message in each
// once in a while, first unwatched, then watched. Also from a message to its row on the wall, and
// whether the wall is at the end what the queue says it is. Prints one JSON object:
//   wall EARSHOT [CONVERSATIONS [MESSAGES_PER_S [SECONDS]]]
#include "bench/stage.hpp"
#include "runtime/load/files.hpp"
#include "runtime/load/histogram.hpp"
#include "runtime/load/json_slice.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <unordered_map>

namespace {

using namespace earshot;
using clock = std::chrono::steady_clock;

constexpr std::array<std::string_view, 4> sayings{
    "My parcel should have been here on Wednesday, can you look into it?",
    "This is terrible, I hate waiting and nobody helps me!",
    "Thank you so much, that is wonderful.",
    "Where do I find the number of my order?",
};

class scene final : public bench::stage {
public:
  explicit scene(const load::server_process& server) : stage(server) {
    people().add("root", {role::admin});
    people().add("web", {role::connector});
    people().add("sofia", {role::supervisor});
  }

  void prepare(std::size_t conversations) {
    sign_in();
    ask(admin, "queue.create", R"({"queue":"q","supervisors":["sofia"],"sentiment":true})");
    for (std::size_t i = 0; i < conversations; ++i)
      send(connector, "conversation.open",
           bench::opening(name(i), "q", "customer-" + std::to_string(i)));
    settle();
    rest(std::chrono::seconds(2));
  }

  void watch() {
    said_.clear();
    follow(supervisor, "queue/q");
  }

  /// Messages at an even rate; the server's CPU while they came, as a share of one core.
  double chat(std::size_t conversations, std::size_t per_second, std::chrono::seconds time) {
    auto begin = clock::now();
    auto cpu = server_cost().cpu;
    std::size_t total = per_second * static_cast<std::size_t>(time.count());
    for (std::size_t n = 0; n < total; ++n) {
      auto due = begin + std::chrono::nanoseconds(1'000'000'000 / per_second * n);
      io().restart();
      if (clock::now() < due)
        io().run_until(due);
      say(sent_++ % conversations);
    }
    settle();
    rest(std::chrono::seconds(1));
    std::chrono::duration<double> used = server_cost().cpu - cpu, passed = clock::now() - begin;
    return used / passed;
  }

  /// Conversations whose last row on the wall is not what the queue's pages say.
  std::size_t differences() {
    std::size_t wrong = 0;
    std::string after;
    do {
      std::string args = R"({"queue":"q","limit":500)";
      if (!after.empty())
        args += R"(,"after":")" + after + '"';
      std::string result = query(supervisor, "queue.conversations", args + '}');
      wrong += compare(load::json_slice(result).raw("conversations"));
      after = load::json_slice(result).text("next");
    } while (!after.empty());
    return wrong;
  }

  const load::histogram& to_wall() const { return to_wall_; }
  std::size_t rows() const { return rows_; }

private:
  static constexpr std::size_t admin = 0, connector = 1, supervisor = 2;

  static std::string name(std::size_t i) { return "c" + std::to_string(i); }

  void say(std::size_t i) {
    said_.try_emplace(name(i), clock::now()); // the oldest one that is not on the wall yet
    send(connector, "conversation.message",
         bench::texts({{"conversation", name(i)}, {"text", sayings[sent_ % sayings.size()]}}));
  }

  void on_event(std::size_t, const load::event& e) override {
    if (e.kind != "conversation")
      return;
    ++rows_;
    load::json_slice row(e.body);
    auto id = std::string(row.word("conversation"));
    if (auto it = said_.find(id); it != said_.end()) {
      to_wall_.add(clock::now() - it->second);
      said_.erase(it);
    }
    shown_[id] = row.raw("sentiment");
  }

  std::size_t compare(std::string_view list) const {
    std::size_t wrong = 0;
    for (std::size_t at = 0; (at = list.find(R"({"conversation":)", at)) != list.npos; ++at) {
      load::json_slice row(list.substr(at));
      auto it = shown_.find(std::string(row.word("conversation")));
      wrong += it != shown_.end() && it->second != row.raw("sentiment");
    }
    return wrong;
  }

  std::size_t sent_ = 0, rows_ = 0;
  std::unordered_map<std::string, clock::time_point> said_;
  std::unordered_map<std::string, std::string> shown_;
  load::histogram to_wall_;
};

double ms(load::histogram::duration d) { return static_cast<double>(d.count()) / 1e6; }

} // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "wall EARSHOT [CONVERSATIONS [MESSAGES_PER_S [SECONDS]]]\n");
    return 64;
  }
  const auto number = [&](int i, int otherwise) {
    return static_cast<std::size_t>(argc > i ? std::stoi(argv[i]) : otherwise);
  };
  const auto conversations = number(2, 5'000), rate = number(3, 250);
  const std::chrono::seconds time(number(4, 30));

  load::allow_many_files();
  const load::server_process server(argv[1], {"serve", "--ephemeral", "--listen", "127.0.0.1:0"});
  scene s(server);
  s.prepare(conversations);
  s.chat(conversations, rate, time / 4); // until its caches are warm
  const double unwatched = s.chat(conversations, rate, time);
  s.watch();
  const double watched = s.chat(conversations, rate, time);
  const auto wrong = s.differences();
  fmt::print(
      "{{\"conversations\":{},\"messages_per_s\":{},\"unwatched_core_percent\":{:.2f},"
      "\"watched_core_percent\":{:.2f},\"watching_core_percent\":{:.2f},\"rows\":{},"
      "\"to_wall_ms\":{{\"p50\":{:.0f},\"p99\":{:.0f},\"max\":{:.0f}}},\"wrong_rows\":{}}}\n",
      conversations, rate, 100 * unwatched, 100 * watched, 100 * (watched - unwatched), s.rows(),
      ms(s.to_wall().quantile(0.5)), ms(s.to_wall().quantile(0.99)), ms(s.to_wall().max()), wrong);
  return wrong == 0 ? 0 : 1;
}
