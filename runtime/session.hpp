// One WebSocket connection of one signed-in user: hello, requests, subscriptions, and what waits to
// be sent. Lives on one I/O thread; knows no socket but through `websocket`, decides no rights but
// roles.
#pragma once

#include "actors/seller_messages.hpp"
#include "protocol/decode.hpp"
#include "protocol/error.hpp"
#include "runtime/io_thread.hpp"
#include "runtime/outbox.hpp"
#include "runtime/shared_state.hpp"
#include "runtime/websocket.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <unordered_map>
#include <variant>
#include <vector>

namespace earshot::runtime {

class session final : public websocket_events, public std::enable_shared_from_this<session> {
public:
  using clock = std::chrono::steady_clock;
  /// For the peer to answer a close frame; then the connection is cut.
  static constexpr std::chrono::seconds close_patience{5};
  /// Before the token expires, a notice says so.
  static constexpr std::chrono::seconds expiry_notice{60};

  /// `known`: who the upgrade's Authorization header spoke of, if it had one.
  session(io_thread& home, std::optional<identity> known, std::string address);

  void start(std::shared_ptr<websocket> socket) { socket_ = std::move(socket); }
  std::uint64_t number() const { return number_; }
  bool signed_in() const { return who_ != nullptr; }
  /// Ends the connection at once, without a word.
  void cut() { socket_->abort(); }
  const std::string& address() const { return address_; }

  // --- from the I/O thread
  // ---------------------------------------------------------------------------

  void deliver(actors::delivery d);
  void resolved(const protocol::stream_name& stream, const caf::actor& handle);
  /// Sends what may leave now, one frame at a time.
  void flush();
  /// What it waited for is committed.
  void committed() {
    gated_ = false;
    flush();
  }
  /// True if time alone asks for something: a quick look, taken at all sessions every second.
  bool due(clock::time_point now, time_point wall) const;
  void every_second(clock::time_point now, time_point wall);
  void drain();
  void close(protocol::close_code code);

  // --- websocket_events
  // --------------------------------------------------------------------------------

  void on_open() override {}
  void on_text(std::string_view text) override;
  void on_binary(std::string_view) override;
  void on_control() override;
  void on_sent() override;
  void on_closed(std::uint16_t code, std::string_view reason) override;

private:
  /// What goes to an actor once the way to it is known.
  using outgoing = std::variant<actors::carry_out, actors::follow, actors::unfollow, actors::look,
                                actors::explain_access, actors::look_back, actors::look_at_wall,
                                actors::ask_seller>;

  struct stream_hash {
    std::size_t operator()(const protocol::stream_name& s) const {
      return std::hash<std::string>{}(s.id) * 4 + static_cast<std::size_t>(s.what);
    }
  };
  template <class T>
  using by_stream = std::unordered_map<protocol::stream_name, T, stream_hash>;

  struct subscription {
    protocol::stream_name stream;
    caf::actor keeps;       ///< a followed conversation stays in memory
    std::uint64_t head = 0; ///< offset of the newest event delivered
  };

  void greet(protocol::decoded& first);
  result<identity> who_is(const protocol::hello& hello);
  /// How long to wait where there is too much of it; 0: go on. Closes where it is far too much.
  std::chrono::milliseconds too_fast(clock::time_point now);
  void slow_down(protocol::decoded& frame, std::chrono::milliseconds pause);
  void sign_in(identity who);
  void tell_routing(bool begun);
  /// When a session with this token is over: with the token. One that was let in past its time,
  /// since clocks differ, has as long as clocks may differ.
  time_point end_of(const identity& who) const;
  void handle(protocol::hello& m);
  void handle(protocol::subscribe& m);
  void handle(protocol::unsubscribe& m);
  void handle(protocol::command& m);
  void handle(protocol::query& m);
  void handle(protocol::renew_token& m);
  void handle(protocol::ping& m);

  bool may_follow(const protocol::stream_name& s) const;
  void refuse_unseen(const protocol::query& m);
  void send_query(actors::origin from, protocol::query& m);
  /// Both answer where it cannot be.
  bool log_is_behind(const protocol::request_id& id);
  bool begin_request(const protocol::request_id& id);
  void send_command(actors::origin from, protocol::command& m);
  void pass_on(const protocol::stream_name& to, outgoing m);
  void hand_over(const caf::actor& to, const protocol::stream_name& stream, outgoing m);
  void refuse_all(const protocol::stream_name& stream, std::vector<outgoing> waiting);
  void reply(std::string frame, store::position rests_on = 0);
  void answer(const protocol::request_id& id, std::string_view result,
              store::position rests_on = 0);
  void refuse(const protocol::request_id& id, const error& e);
  void refuse_bad(const protocol::bad_frame& bad);
  void make_room();
  void end_subscription(std::uint32_t number);
  actors::origin origin_of(protocol::request_id id, std::string_view asked = {}) const;
  /// Writes down that the signed-in user may not do this.
  void note_refusal(std::string_view asked, std::string_view why, std::string on);
  void note_failed_sign_in(std::string_view how);

  io_thread& home_;
  shared_state& shared_;
  std::uint64_t number_;
  std::string address_;
  std::shared_ptr<websocket> socket_;
  std::optional<identity> known_;
  viewer_ptr who_; ///< empty until hello
  time_point expires_{};
  bool expiry_told_ = false;
  std::shared_ptr<console_login> login_; ///< whose cookie has opened it, if one has
  rate_limit frames_, controls_;
  session_counts::rate_ptr user_frames_;

  outbox outbox_;
  bool gated_ = false; ///< waits for a commit, and the thread knows of it
  int in_flight_ = 0;
  std::uint32_t last_subscription_ = 0;
  std::map<std::uint32_t, subscription> subscriptions_;
  by_stream<caf::weak_actor_ptr> routes_;
  by_stream<std::vector<outgoing>> unrouted_;

  clock::time_point opened_ = clock::now();
  clock::time_point heard_ = opened_;
  clock::time_point sent_ = opened_;
  std::optional<clock::time_point> pinged_;
  std::optional<clock::time_point> closing_;
  protocol::close_code closing_with_ = protocol::close_code::normal;
  clock::time_point bad_since_{};
  int bad_frames_ = 0;
};

} // namespace earshot::runtime
