// Many signed-in sessions on one I/O thread, numbered in the order they were added.
#pragma once

#include "runtime/load/badges.hpp"
#include "runtime/load/client.hpp"
#include "runtime/load/histogram.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace earshot::load {

/// What the owner of a crowd is told; `seat` is the session's number.
class crowd_events {
public:
  virtual ~crowd_events() = default;
  virtual void on_event(std::size_t seat, const event& e) = 0;
  virtual void on_snapshot(std::size_t, const snapshot&) {}
  /// A stream ended without our asking for it, `how` is "gap" or "revoked".
  virtual void on_cut(std::size_t seat, std::string_view stream, std::string_view how) = 0;
  /// A session was refused, closed or told of an unreadable frame; `why` says so in words.
  virtual void on_failed(std::size_t seat, const std::string& why) = 0;
};

class crowd {
public:
  crowd(boost::asio::io_context& io, endpoint to, badges badges, crowd_events& owner)
      : io_(io), to_(std::move(to)), badges_(std::move(badges)), owner_(owner) {}
  ~crowd();
  crowd(const crowd&) = delete;
  crowd& operator=(const crowd&) = delete;

  /// REQUIRES: not connecting. Returns the seat.
  std::size_t add(const user_id& user, role_set roles, const std::string& name = {});
  /// Opens the sessions that were added, a few at a time; `all_ready` when everyone is welcome.
  void connect(std::function<void()> all_ready);

  client& operator[](std::size_t n) { return *seats_[n]->session; }
  std::size_t size() const { return seats_.size(); }
  const user_id& user(std::size_t n) const { return seats_[n]->user; }
  /// From the dial to the welcome, of each session.
  const histogram& connect_times() const { return connect_times_; }

private:
  static constexpr std::size_t dialling_max = 64;

  struct seat final : client_events {
    seat(crowd& in, std::size_t number) : all(in), index(number) {}
    void on_ready() override;
    void on_event(const event& e) override { all.owner_.on_event(index, e); }
    void on_snapshot(const snapshot& s) override { all.owner_.on_snapshot(index, s); }
    void on_cut(std::string_view stream, std::string_view how) override;
    void on_error(const answer& error) override;
    void on_closed(std::uint16_t code, std::string_view reason) override;

    crowd& all;
    std::size_t index;
    user_id user;
    role_set roles;
    std::string name;
    std::shared_ptr<client> session;
    std::chrono::steady_clock::time_point dialled;
  };

  void dial_more();

  boost::asio::io_context& io_;
  endpoint to_;
  badges badges_;
  crowd_events& owner_;
  std::vector<std::unique_ptr<seat>> seats_;
  std::size_t dialled_ = 0, ready_ = 0;
  std::function<void()> all_ready_;
  histogram connect_times_;
};

} // namespace earshot::load
