// One session as a client of protocol.md sees it: signs in, sends commands, matches answers, hands
// on what the streams bring. Lives on one I/O thread; knows no scenario.
#pragma once

#include "runtime/websocket.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace earshot::load {

/// Where a server listens.
struct endpoint {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string target = "/v1/socket";
  bool tls = false;
  std::string ca_file = {}; ///< PEM: who may vouch for the server; empty: whom the system trusts
};

/// Views into the frame: they live until the handler returns.
struct answer {
  bool ok = false;
  std::string_view result;        ///< JSON, of an `ok`
  std::string_view code, message; ///< of an `error`
  bool retry = false;             ///< the error allows to try again
  bool duplicate = false;         ///< it was carried out before, under the same key
};

struct event {
  std::string_view stream, kind;
  std::string_view body; ///< JSON
  std::uint64_t offset = 0;
};

struct snapshot {
  std::string_view stream;
  std::string_view state; ///< JSON
  std::uint64_t offset = 0;
};

/// What the owner of a session is told, on the session's thread.
class client_events {
public:
  virtual ~client_events() = default;
  virtual void on_ready() = 0; ///< `welcome` is here
  virtual void on_event(const event& e) = 0;
  virtual void on_snapshot(const snapshot&) {}
  /// The stream ends here: `how` is "gap" or "revoked".
  virtual void on_cut(std::string_view stream, std::string_view how) = 0;
  /// An `error` that answers no request: a frame of ours that could not be read.
  virtual void on_error(const answer& error) = 0;
  virtual void on_closed(std::uint16_t code, std::string_view reason) = 0;
};

class client final : public runtime::websocket_events, public std::enable_shared_from_this<client> {
public:
  using answer_handler = std::function<void(const answer&)>;

  static constexpr std::size_t in_flight_max = 64; ///< protocol.md, `limits`

  /// Connects and says hello. Throws where `ca_file` cannot be read. `owner` outlives the
  /// connection or `leave`s it first.
  static std::shared_ptr<client> connect(boost::asio::io_context& io, const endpoint& to,
                                         std::string token, client_events& owner);

  /// `args` is a JSON object. Above the limit a request waits here for an answer to an earlier one.
  void command(std::string_view op, std::string_view args, answer_handler handler = {},
               std::string_view key = {});
  void query(std::string_view what, std::string_view args, answer_handler handler = {});
  /// `from` is JSON, as in protocol.md; empty: from a snapshot.
  void subscribe(std::string_view stream, answer_handler handler = {}, std::string_view from = {});
  void unsubscribe(std::string_view stream, answer_handler handler = {});

  /// Requests not answered yet, the waiting ones included.
  std::size_t open_requests() const { return in_flight_.size() + waiting_.size(); }

  void close();
  /// Hangs up; the owner hears nothing any more.
  void leave();

private:
  struct request {
    std::uint64_t id = 0;
    answer_handler handler;
    std::string frame; // until sent
  };

  client(const endpoint& to, std::string token, client_events& owner);

  void on_open() override;
  void on_text(std::string_view text) override;
  void on_binary(std::string_view bytes) override;
  void on_control() override {}
  void on_sent() override;
  void on_closed(std::uint16_t code, std::string_view reason) override;

  void ask(std::string_view type, std::string_view fields, answer_handler handler);
  void send_waiting();
  void send(std::string frame);
  void on_answer(std::uint64_t id, const answer& a);
  void on_error(std::uint64_t id, const answer& error);

  std::shared_ptr<boost::asio::ssl::context> tls_; ///< null: none
  std::shared_ptr<runtime::websocket> socket_;
  std::string token_;
  client_events* owner_;
  std::uint64_t next_id_ = 1;
  std::deque<request> in_flight_;
  std::deque<request> waiting_;
  std::deque<runtime::frame_ptr> outbox_;
};

} // namespace earshot::load
