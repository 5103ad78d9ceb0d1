// Order over real sockets, with one and with three I/O threads, on a disk that is slow and now and
// then stands still: offsets contiguous, no event twice, none before its snapshot, none that rests
// on what is not committed.
#include "runtime/load/crowd.hpp"
#include "runtime/load/json_slice.hpp"
#include "runtime/server.hpp"
#include "tests/catch.hpp"
#include "tests/runtime/held_log.hpp"

#include <fmt/format.h>

#include <random>

using namespace earshot;
using test::held_log;

namespace {

const std::string key(48, 'k');

config::options options_with(int threads) {
  config::options o;
  o.server.listen = "127.0.0.1:0";
  o.server.io_threads = threads;
  o.server.drain_ms = 0;
  o.limits.in_flight = 1000;
  config::first_queue support;
  support.queue = "support";
  support.supervisors = {"sofia"};
  support.sentiment = true;
  o.first_queues = {support};
  return o;
}

/// What one reader knows of one stream.
struct following {
  enum class state { none, asked, snapshot, live, leaving };
  state is = state::none;
  std::uint64_t next = 0;
  std::string epoch;
};

class office final : public load::crowd_events {
public:
  static constexpr std::size_t connectors = 3, readers = 9, conversations = 12;

  explicit office(int threads, unsigned seed)
      : random_(seed), log_(new held_log),
        server_(options_with(threads), key, std::unique_ptr<store::event_log>(log_)) {
    REQUIRE(server_.start().has_value());
    const auto& where = server_.address();
    load::endpoint to;
    to.port = static_cast<std::uint16_t>(std::stoi(where.substr(where.rfind(':') + 1)));
    crowd_.emplace(io_, to, load::badges(key), *this);
    for (std::size_t i = 0; i < connectors; ++i)
      crowd_->add("webchat", {role::connector});
    for (std::size_t i = 0; i < readers; ++i)
      i % 3 == 0 ? crowd_->add("webchat", {role::connector})
                 : crowd_->add("sofia", {role::supervisor});
    bool ready = false;
    crowd_->connect([&] { ready = true; });
    run_until([&] { return ready; });
    for (std::size_t c = 0; c < conversations; ++c)
      command(c % connectors, "conversation.open", c,
              R"(,"queue":"support","channel":"chat","customer":{"id":"u7"})");
    settle();
  }

  void play(int turns) {
    for (int i = 0; i < turns; ++i) {
      act();
      if (i % 100 == 99)
        stand_still();
      io_.restart();
      io_.run_for(std::chrono::microseconds(random_() % 300));
    }
    settle();
  }

  /// Everyone who follows has heard of the last event.
  void everyone_is_up_to_date() {
    for (auto& [who, f] : following_)
      if (f.is != following::state::none)
        run_until([&, stream = who.second] {
          return f.next == log_->head("c" + std::to_string(stream)) + 1;
        });
  }

  std::uint64_t heard = 0, resumed = 0;

private:
  static std::string name(std::size_t c) { return "c" + std::to_string(c); }
  static std::string stream(std::size_t c) { return "conversation/" + name(c); }

  static void check(const load::answer& a) {
    CAPTURE(a.code, a.message);
    REQUIRE(a.ok);
  }

  void act() {
    const auto c = random_() % conversations;
    const auto seat = connectors + random_() % readers;
    switch (random_() % 10) {
    case 0: follow(seat, c); break;
    case 1: leave(seat, c); break;
    case 2: command(connectors + 1, "conversation.note", c, R"(,"text":"for colleagues")"); break;
    default: say(c);
    }
  }

  void say(std::size_t c) {
    command(c % connectors, "conversation.message", c, R"(,"text":"this is awful")");
  }

  void command(std::size_t seat, const char* op, std::size_t c, std::string_view more) {
    ++open_;
    (*crowd_)[seat].command(op, fmt::format(R"({{"conversation":"{}"{}}})", name(c), more),
                            [this, c](const load::answer& a) {
                              --open_;
                              check(a);
                              if (auto offset = load::json_slice(a.result).number("offset"))
                                CHECK(log_->is_committed(name(c), offset));
                            });
  }

  /// From a snapshot, or where it left off.
  void follow(std::size_t seat, std::size_t c) {
    auto& f = following_[{seat, c}];
    if (f.is != following::state::none)
      return;
    f.is = following::state::asked;
    const bool resume = f.next > 0 && random_() % 2;
    resumed += resume;
    const auto from =
        resume ? fmt::format(R"({{"epoch":"{}","offset":{}}})", f.epoch, f.next - 1) : "";
    ++open_;
    (*crowd_)[seat].subscribe(
        stream(c),
        [this, &f, resume](const load::answer& a) {
          --open_;
          check(a);
          f.epoch = load::json_slice(a.result).word("epoch");
          f.is = resume ? following::state::live : following::state::snapshot;
        },
        from);
  }

  void leave(std::size_t seat, std::size_t c) {
    auto& f = following_[{seat, c}];
    if (f.is != following::state::live)
      return;
    f.is = following::state::leaving;
    ++open_;
    (*crowd_)[seat].unsubscribe(stream(c), [this, &f](const load::answer& a) {
      --open_;
      check(a);
      f.is = following::state::none;
    });
  }

  /// The disk stops: all that was committed has come, and nothing comes.
  void stand_still() {
    settle();
    everyone_is_up_to_date();
    log_->hold(true);
    const auto before = heard;
    for (std::size_t c = 0; c < conversations; ++c)
      say(c);
    io_.restart();
    io_.run_for(std::chrono::milliseconds(30));
    CHECK(heard == before);
    log_->hold(false);
  }

  void settle() {
    run_until([&] { return open_ == 0; });
    log_->catch_up();
  }

  template <class Done>
  void run_until(Done done) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!done()) {
      REQUIRE(std::chrono::steady_clock::now() < deadline);
      io_.restart();
      io_.run_one_for(std::chrono::milliseconds(10));
    }
  }

  following& known(std::size_t seat, std::string_view stream) {
    const auto c = std::stoul(std::string(stream.substr(stream.rfind('c') + 1)));
    return following_.at({seat, c});
  }

  void on_snapshot(std::size_t seat, const load::snapshot& s) override {
    auto& f = known(seat, s.stream);
    CHECK(f.is == following::state::snapshot);
    f.is = following::state::live;
    f.next = s.offset + 1;
    ++heard;
    CHECK(log_->is_committed(std::string(s.stream.substr(s.stream.find('/') + 1)), s.offset));
  }

  void on_event(std::size_t seat, const load::event& e) override {
    auto& f = known(seat, e.stream);
    CHECK((f.is == following::state::live || f.is == following::state::leaving));
    CHECK(e.offset == f.next);
    f.next = e.offset + 1;
    ++heard;
    CHECK(log_->is_committed(std::string(e.stream.substr(e.stream.find('/') + 1)), e.offset));
  }

  void on_cut(std::size_t, std::string_view stream, std::string_view how) override {
    FAIL(stream << " was cut: " << how);
  }
  void on_failed(std::size_t, const std::string& why) override { FAIL(why); }

  std::mt19937 random_;
  held_log* log_; // the server's
  runtime::server server_;
  boost::asio::io_context io_{1};
  std::optional<load::crowd> crowd_;
  std::map<std::pair<std::size_t, std::size_t>, following> following_;
  int open_ = 0; // requests without an answer
};

} // namespace

TEST_CASE("Order holds over sockets, and nothing is shown before it is committed") {
  const int threads = GENERATE(1, 3);
  const auto seed = GENERATE(1u, 2u);
  CAPTURE(threads, seed);
  office o(threads, seed);
  o.play(1500);
  o.everyone_is_up_to_date();
  CHECK(o.heard > 500);
  CHECK(o.resumed > 0);
}
