// The simulated contact centre: customers who come and write, agents who answer, and a supervisor
// who watches the queues. Everyone is a session of their own; one I/O thread. Whoever looks on may
// sign in as any of them and step in: a conversation that takes another course is left to them.
#pragma once

#include "runtime/demo/cast.hpp"
#include "runtime/demo/dialogues.hpp"
#include "runtime/demo/past.hpp"
#include "runtime/load/crowd.hpp"

#include <boost/asio/steady_timer.hpp>

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <random>

namespace earshot::demo {

/// What the live line shows.
struct view {
  std::size_t conversations = 0;
  std::size_t queues = 0;
  double msgs_per_s = 0;                   ///< over the last five seconds
  std::chrono::nanoseconds p99{0};         ///< customer's message to the agent's screen
  std::array<std::uint64_t, 7> by_level{}; ///< open conversations, very negative first
};

class contact_centre final : public load::crowd_events {
public:
  using clock = std::chrono::steady_clock;

  contact_centre(boost::asio::io_context& io, load::endpoint to, load::badges badges,
                 std::uint64_t seed, double pace, std::function<void(const std::string&)> failed);

  /// Signs everyone in, makes the queues and opens the doors.
  void open(std::function<void()> opened);
  view look();

private:
  static constexpr std::size_t talks_at_start = 26;

  struct talk {
    talk(boost::asio::io_context& io, const dialogue& d) : script(&d), next(io) {}
    clock::time_point began = clock::now(); ///< what the story's times count from
    const dialogue* script;
    std::string id;
    std::size_t line = 0;
    std::size_t agent = 0; ///< seat; 0: none yet
    bool taken = false;    ///< by somebody who looks on: they answer, not we
    boost::asio::steady_timer next;
    clock::time_point sent; ///< the customer's last message
  };

  void on_event(std::size_t seat, const load::event& e) override;
  void on_snapshot(std::size_t seat, const load::snapshot& s) override;
  void on_cut(std::size_t, std::string_view, std::string_view) override {}
  void on_failed(std::size_t, const std::string& why) override { failed_(why); }

  void make_queues();
  void live_through(std::vector<deed> deeds);
  void carry_out(std::shared_ptr<std::vector<deed>> deeds, role by, std::function<void()> done);
  void attach_recordings(const std::vector<deed>& deeds);
  void open_doors();
  std::size_t seat_of(role part) const;

  void tell_story();
  void join_midway();
  void arrive();
  const dialogue& next_script();
  talk& welcome(const dialogue& script, std::optional<time_point> at = {});
  void hand_over(talk& t);
  void assign(talk& t, std::optional<time_point> at = {});
  void wait_for_agent(talk& t);
  void schedule(talk& t);
  void say(talk& t);
  void send(talk& t, const line& said, std::optional<time_point> at = {});
  void leave(const std::string& id);
  void forget(const std::string& id);
  void note_levels(std::string_view stream, std::string_view figures);
  std::size_t idlest_agent(const std::string& queue) const;
  load::client::answer_handler expect_ok(const char* what);
  /// For what people may have made impossible: then the conversation is theirs.
  load::client::answer_handler or_let_go(const std::string& id);
  std::chrono::milliseconds about(double seconds);

  boost::asio::io_context& io_;
  load::endpoint server_;
  std::string connector_token_; ///< for what goes by HTTP
  load::crowd crowd_;
  std::mt19937_64 random_;
  double pace_;
  std::uint64_t seed_;
  std::function<void(const std::string&)> failed_;
  std::function<void()> opened_;
  boost::asio::steady_timer door_;
  boost::asio::steady_timer story_;
  std::size_t connector_ = 0, admin_ = 0, supervisor_ = 0, manager_ = 0; ///< seats
  std::uint64_t customers_ = 0; ///< of everyone but the story's
  std::uint64_t opened_talks_ = 0;
  std::map<std::string, std::unique_ptr<talk>> talks_;
  std::map<std::string, std::deque<const dialogue*>> scripts_; ///< by queue, next one first
  std::deque<clock::time_point> recent_;                       ///< messages of the last seconds
  std::map<std::string, std::array<std::uint64_t, 7>> levels_; ///< by queue stream
  load::histogram latency_;
};

} // namespace earshot::demo
