// What one watching supervisor costs: open conversations in one queue, a customer's message in each
// once in a while, first unwatched, then watched. Also from a message to its row on the wall, and
// whether the wall is at the end what the queue says it is. Prints one JSON object:
//   wall EARSHOT [CONVERSATIONS [MESSAGES_PER_S [SECONDS]]]
#include "protocol/json_writer.hpp"
#include "runtime/load/crowd.hpp"
#include "runtime/load/files.hpp"
#include "runtime/load/histogram.hpp"
#include "runtime/load/json_slice.hpp"
#include "runtime/load/server_process.hpp"

#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <array>
#include <map>
#include <string>
#include <unordered_map>

namespace {

using namespace earshot;
using protocol::json_writer;
using clock = std::chrono::steady_clock;

constexpr std::array<std::string_view, 4> texts{
    "My parcel should have been here on Wednesday, can you look into it?",
    "This is terrible, I hate waiting and nobody helps me!",
    "Thank you so much, that is wonderful.",
    "Where do I find the number of my order?",
};

class scene final : public load::crowd_events {
public:
  explicit scene(const load::server_process& server)
      : server_(server), crowd_(io_, server.where(), load::badges(server.key()), *this) {
    crowd_.add("root", {role::admin});
    crowd_.add("web", {role::connector});
    crowd_.add("sofia", {role::supervisor});
  }

  void prepare(std::size_t conversations) {
    bool ready = false;
    crowd_.connect([&] { ready = true; });
    run_until([&] { return ready; });
    ask(admin, "queue.create", R"({"queue":"q","name":"Q","members":[],"supervisors":["sofia"]})");
    ask(admin, "queue.configure", R"({"queue":"q","sentiment":true})");
    for (std::size_t i = 0; i < conversations; ++i) {
      std::string args;
      json_writer w(args);
      w.open_object().key("conversation").text(name(i)).key("queue").text("q");
      w.key("channel").text("chat").key("customer").open_object().key("id");
      w.text("customer-" + std::to_string(i)).close_object().close_object();
      ask(connector, "conversation.open", args);
    }
    rest(std::chrono::seconds(2));
  }

  void watch() {
    bool ready = false;
    crowd_[supervisor].subscribe("queue/q", [&](const load::answer& a) { ready = must(a); });
    run_until([&] { return ready; });
  }

  /// Messages at an even rate; the server's CPU while they came, as a share of one core.
  double chat(std::size_t conversations, std::size_t per_second, std::chrono::seconds time) {
    auto begin = clock::now();
    auto cpu = load::process_cost::of(server_.process()).cpu;
    std::size_t total = per_second * static_cast<std::size_t>(time.count());
    for (std::size_t n = 0; n < total; ++n) {
      auto due = begin + std::chrono::nanoseconds(1'000'000'000 / per_second * n);
      io_.restart();
      if (clock::now() < due)
        io_.run_until(due);
      say(sent_++ % conversations);
    }
    run_until([&] { return crowd_[connector].open_requests() == 0; });
    rest(std::chrono::seconds(1));
    auto used = load::process_cost::of(server_.process()).cpu - cpu;
    return static_cast<double>(used.count())
           / static_cast<double>(
               std::chrono::duration_cast<std::chrono::nanoseconds>(clock::now() - begin).count());
  }

  /// Conversations whose last row on the wall is not what the queue's pages say.
  std::size_t differences() {
    std::size_t wrong = 0;
    std::string after;
    do {
      bool done = false;
      std::string args = R"({"queue":"q","limit":500)";
      if (!after.empty())
        args += R"(,"after":")" + after + '"';
      crowd_[supervisor].query("queue.conversations", args + '}', [&](const load::answer& a) {
        done = must(a);
        wrong += compare(load::json_slice(a.result).raw("conversations"));
        after = load::json_slice(a.result).text("next");
      });
      run_until([&] { return done; });
    } while (!after.empty());
    return wrong;
  }

  const load::histogram& to_wall() const { return to_wall_; }
  std::size_t rows() const { return rows_; }

private:
  static constexpr std::size_t admin = 0, connector = 1, supervisor = 2;

  static std::string name(std::size_t i) { return "c" + std::to_string(i); }

  void say(std::size_t i) {
    std::string args;
    json_writer w(args);
    w.open_object().key("conversation").text(name(i)).key("text").text(texts[sent_ % 4]);
    w.close_object();
    said_.try_emplace(name(i), clock::now()); // the oldest one that is not on the wall yet
    crowd_[connector].command("conversation.message", args,
                              [this](const load::answer& a) { must(a); });
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

  void on_cut(std::size_t, std::string_view stream, std::string_view how) override {
    throw std::runtime_error(std::string(stream) + " ended: " + std::string(how));
  }
  void on_failed(std::size_t, const std::string& why) override { throw std::runtime_error(why); }

  static bool must(const load::answer& a) {
    if (!a.ok)
      throw std::runtime_error(std::string(a.message));
    return true;
  }

  void ask(std::size_t who, std::string_view op, std::string_view args) {
    bool done = false;
    crowd_[who].command(op, args, [&](const load::answer& a) { done = must(a); });
    run_until([&] { return done; });
  }

  void rest(std::chrono::seconds time) { io_.restart(), io_.run_for(time); }

  template <class Done>
  void run_until(Done done) {
    io_.restart();
    while (!done())
      io_.run_one();
  }

  const load::server_process& server_;
  boost::asio::io_context io_{1};
  load::crowd crowd_;
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
  const double unwatched = s.chat(conversations, rate, time);
  s.watch();
  const double watched = s.chat(conversations, rate, time);
  fmt::print(
      "{{\"conversations\":{},\"messages_per_s\":{},\"unwatched_core_percent\":{:.2f},"
      "\"watched_core_percent\":{:.2f},\"watching_core_percent\":{:.2f},\"rows\":{},"
      "\"to_wall_ms\":{{\"p50\":{:.0f},\"p99\":{:.0f},\"max\":{:.0f}}},\"wrong_rows\":{}}}\n",
      conversations, rate, 100 * unwatched, 100 * watched, 100 * (watched - unwatched), s.rows(),
      ms(s.to_wall().quantile(0.5)), ms(s.to_wall().quantile(0.99)), ms(s.to_wall().max()),
      s.differences());
}
