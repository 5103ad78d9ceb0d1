// One WebSocket connection, either end of it: the only door to Beast's websocket code, which costs
// 16 s to compile and is included by websocket.cpp alone. Lives on one I/O thread, knows no
// protocol.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boost::asio::ssl {
class context;
}

namespace earshot::runtime {

/// A socket on a plain io_context executor: no type-erased executor on the hot path.
using tcp_socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
using frame_ptr = std::shared_ptr<const std::string>;

/// What the owner of a connection is told. All calls come on the connection's own thread, never
/// from inside a call of the owner to the connection.
class websocket_events {
public:
  virtual ~websocket_events() = default;
  virtual void on_open() = 0;
  /// One whole text message, valid UTF-8; the view lives until the call returns.
  virtual void on_text(std::string_view text) = 0;
  /// A whole binary message. The default policy of both ends here is to close with 1003.
  virtual void on_binary(std::string_view bytes) = 0;
  /// A ping, pong or close frame, or an empty fragment arrived: the peer lives, and makes work.
  virtual void on_control() = 0;
  /// The frame given to `send` has been handed to the kernel; the next one may be sent.
  virtual void on_sent() = 0;
  /// The connection is gone; the last call there is. `code` is the peer's close code, 1006 if it
  /// vanished, 1009 / 1007 / 1002 if its bytes broke the rules (the peer was told so).
  virtual void on_closed(std::uint16_t code, std::string_view reason) = 0;
};

struct websocket_options {
  std::size_t message_bytes_max = 64 * 1024; ///< a longer message closes with 1009
  std::size_t buffer_bytes =
      512;              ///< kept for reading; a longer message borrows more while it lasts
  bool deflate = false; ///< permessage-deflate: 19 times the memory, 6-8 us a message
};

class peer_socket;

class websocket {
public:
  virtual ~websocket() = default;

  /// Starts to write one text message. REQUIRES: `on_open` was called, and no other message is
  /// under way (wait for `on_sent`).
  virtual void send(frame_ptr text) = 0;
  /// The same as a binary message, for the conformance echo.
  virtual void send_binary(frame_ptr bytes) = 0;
  /// Sends a ping, unless one is still on its way out.
  virtual void ping() = 0;
  /// Starts the closing handshake after what `send` has under way; `on_closed` follows. Idempotent.
  /// No message is delivered after it. Before `on_open` it cuts. Nothing here runs on a clock: a
  /// peer that does not answer, or takes nothing, stays until the owner calls `abort`.
  virtual void close(std::uint16_t code, std::string_view reason) = 0;
  /// Cuts the connection with a reset, unsent bytes included; `on_closed(1006)` follows.
  virtual void abort() = 0;
  virtual bool sending() const = 0;

  /// Server end: answers the upgrade request whose bytes (`head`, the whole HTTP head, and `rest`,
  /// what was read beyond it) were taken from `socket`. `subprotocol` is echoed if not empty. A
  /// head that is no upgrade is answered with 400; a `rest` above 1 KiB (a client is to wait for
  /// the answer) ends the connection.
  static std::shared_ptr<websocket> accept(peer_socket socket, std::string head, std::string rest,
                                           std::string subprotocol,
                                           const websocket_options& options,
                                           std::weak_ptr<websocket_events> owner);

  /// Client end: connects and performs the handshake; `on_open` or `on_closed` follows. `tls`,
  /// which outlives the connection, says who may vouch for the server; null: plain TCP.
  static std::shared_ptr<websocket>
  connect(boost::asio::io_context& io, const std::string& host, std::uint16_t port,
          const std::string& target, std::vector<std::pair<std::string, std::string>> headers,
          const websocket_options& options, std::weak_ptr<websocket_events> owner,
          boost::asio::ssl::context* tls = nullptr);
};

} // namespace earshot::runtime
