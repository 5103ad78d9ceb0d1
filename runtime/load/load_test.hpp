// The load test: connectors open conversations and speak for the customers, agents follow them, and
// every message is checked to come once, in order and whole to everyone who follows.
#pragma once

#include "runtime/load/chats.hpp"
#include "runtime/load/crowd.hpp"
#include "runtime/load/delivery_check.hpp"
#include "runtime/load/json_slice.hpp"
#include "runtime/load/report.hpp"

#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <functional>
#include <optional>
#include <unordered_map>

namespace earshot::load {

struct load_plan {
  std::vector<chat> chats;
  std::size_t connectors = 10;
  std::size_t agents = 50;
  std::size_t watchers = 0;
  std::size_t open = 200;
  double rate = 0;
  std::chrono::seconds stall{15};
};

class load_test final : public crowd_events {
public:
  using clock = std::chrono::steady_clock;

  struct progress {
    clock::duration running{0};
    std::uint64_t chats = 0, chats_total = 0;
    const report* figures = nullptr;
  };

  load_test(boost::asio::io_context& io, endpoint to, badges badges, load_plan plan);

  /// Runs everything on the io_context until the last chat is closed or nothing comes any more.
  /// `started` when all have signed in, `told` once a second. Throws `failure` if the server cannot
  /// be reached or refuses what the test needs.
  report run(std::function<void()> started, std::function<void(const progress&)> told);

private:
  /// A conversation under way.
  struct talk {
    std::string id;
    const chat* texts = nullptr;
    std::size_t connector = 0;               ///< its seat
    std::vector<std::size_t> followers;      ///< seats: its agent, then the watchers
    std::vector<delivery_check> checks;      ///< one for each follower
    std::vector<clock::time_point> due;      ///< of each message sent
    std::size_t following = 0, finished = 0; ///< followers subscribed, followers done
    bool closed = false;                     ///< the connector's close was answered
  };

  void on_event(std::size_t seat, const event& e) override;
  void on_cut(std::size_t seat, std::string_view stream, std::string_view how) override;
  void on_failed(std::size_t seat, const std::string& why) override;

  void take_seats();
  void set_up();
  void begin();
  void open_more();
  void open(std::uint64_t number);
  void follow(std::uint64_t number, talk& t);
  void pump();
  void speak(std::uint64_t number, clock::time_point due);
  void on_spoken(std::uint64_t number, const answer& a);
  void close(std::uint64_t number, talk& t);
  void on_message(talk& t, std::size_t follower, const json_slice& message);
  void on_finished(std::uint64_t number, std::size_t follower);
  void settle(std::uint64_t number);
  void every_millisecond();
  void every_second();
  void fail(const std::string& why);
  void stop();

  talk* find(std::uint64_t number);
  std::uint64_t number_of(std::string_view stream) const;
  client::answer_handler expect_ok(const char* what);

  boost::asio::io_context& io_;
  load_plan plan_;
  crowd crowd_;
  std::string run_; ///< begins the ids of this run
  std::string queue_;
  std::size_t admin_ = 0, first_connector_ = 0, first_agent_ = 0, first_watcher_ = 0;
  boost::asio::steady_timer schedule_, second_;

  std::unordered_map<std::uint64_t, talk> talks_;
  std::deque<std::uint64_t> ready_; ///< talks whose next message may be sent
  std::uint64_t next_ = 0;          ///< chat to open
  std::uint64_t spoken_ = 0;        ///< messages sent, for the schedule
  std::uint64_t settled_ = 0;
  clock::time_point dialled_, began_, heard_;
  bool over_ = false;
  std::optional<std::string> failure_;
  std::function<void()> started_;
  std::function<void(const progress&)> told_;
  report report_;
};

} // namespace earshot::load
