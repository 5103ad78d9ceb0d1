// The socket below HTTP and Beast's WebSocket: TCP, or TLS on TCP. It leaves politely: after the
// last frame it reads on until the peer has hung up, so that a close frame is not overtaken by the
// reset the kernel sends when unread bytes are thrown away. And it watches a client's frames, for
// what Beast does not tell, and for the close frames that Beast answers otherwise than RFC 6455
// asks.
#pragma once

#include "runtime/frame_watch.hpp"
#include "runtime/websocket.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/role.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <utility>

namespace earshot::runtime {

class peer_socket {
public:
  using executor_type = tcp_socket::executor_type;
  using tls_stream = boost::asio::ssl::stream<tcp_socket>;

  explicit peer_socket(boost::asio::io_context& io) : plain_(io) {}
  explicit peer_socket(tcp_socket&& socket) : plain_(std::move(socket)) {}
  /// The server's end of a TLS connection; `async_handshake` comes first.
  peer_socket(tcp_socket&& socket, boost::asio::ssl::context& context)
      : plain_(socket.get_executor()),
        tls_(std::make_unique<tls_stream>(std::move(socket), context)) {}

  /// The client's end of a TLS connection; `async_handshake_with` comes first.
  peer_socket(boost::asio::io_context& io, boost::asio::ssl::context& context)
      : plain_(io), tls_(std::make_unique<tls_stream>(tcp_socket(io), context)) {}

  executor_type get_executor() { return tcp().get_executor(); }
  tcp_socket& tcp() { return tls_ ? tls_->next_layer() : plain_; }
  bool has_tls() const { return tls_ != nullptr; }

  /// REQUIRES: has_tls().
  template <class Handler>
  void async_handshake(Handler&& handler) {
    tls_->async_handshake(tls_stream::server, std::forward<Handler>(handler));
  }

  /// The same from the client's end: the certificate must be for that host. REQUIRES: has_tls().
  template <class Handler>
  void async_handshake_with(const std::string& host, Handler&& handler) {
    SSL_set_tlsext_host_name(tls_->native_handle(), host.c_str());
    tls_->set_verify_mode(boost::asio::ssl::verify_peer);
    tls_->set_verify_callback(boost::asio::ssl::host_name_verification(host));
    tls_->async_handshake(tls_stream::client, std::forward<Handler>(handler));
  }

  /// TLS's goodbye. REQUIRES: has_tls().
  template <class Handler>
  void async_shutdown(Handler&& handler) {
    tls_->async_shutdown(std::forward<Handler>(handler));
  }

  /// Cuts the connection with a reset, whatever is under way.
  void abort() {
    boost::system::error_code ignored;
    tcp().set_option(boost::asio::socket_base::linger(true, 0), ignored);
    tcp().close(ignored);
  }

  /// From here on what comes are frames of a client; `first` has come already. `on_empty` hears how
  /// many fragments of what comes are empty.
  void watch(std::string_view first, std::function<void(std::size_t)> on_empty) {
    watch_ = std::make_unique<watching>(watching{{}, std::move(on_empty)});
    watch_->frames.follow(first);
  }

  /// As `frame_watch::close_answer`.
  std::uint16_t close_answer() const { return watch_ ? watch_->frames.close_answer() : 0; }

  template <class Buffers, class Handler>
  void async_read_some(const Buffers& buffers, Handler&& handler) {
    if (!watch_)
      return read_bytes(buffers, std::forward<Handler>(handler));
    read_bytes(buffers, [this, buffers, done = std::forward<Handler>(handler)](
                            boost::system::error_code ec, std::size_t n) mutable {
      follow(buffers, n);
      done(ec, n); // keeps the connection, and so `this`
    });
  }

  template <class Buffers, class Handler>
  void async_write_some(const Buffers& buffers, Handler&& handler) {
    if (close_answer() != 0 && is_bare_close(buffers))
      return write_bytes(answered_close(), std::forward<Handler>(handler));
    write_bytes(buffers, std::forward<Handler>(handler));
  }

  /// Reads and forgets what has arrived; true when there is no more to wait for.
  bool drain() {
    boost::system::error_code ec;
    tcp().non_blocking(true, ec);
    std::array<char, 4096> bytes;
    while (!ec && drained_ < drained_max)
      drained_ += tcp().read_some(boost::asio::buffer(bytes), ec);
    return ec != boost::asio::error::would_block;
  }

private:
  static constexpr std::size_t drained_max = 1024 * 1024; // a peer that never stops gets its reset
  static constexpr std::size_t bare_close_bytes = 4;      // head and code, no reason

  struct watching {
    frame_watch frames;
    std::function<void(std::size_t)> on_empty;
    std::array<char, bare_close_bytes> close{}; // while it is being written
  };

  template <class Buffers, class Handler>
  void read_bytes(const Buffers& buffers, Handler&& handler) {
    if (tls_)
      tls_->async_read_some(buffers, std::forward<Handler>(handler));
    else
      plain_.async_read_some(buffers, std::forward<Handler>(handler));
  }

  template <class Buffers, class Handler>
  void write_bytes(const Buffers& buffers, Handler&& handler) {
    if (tls_)
      tls_->async_write_some(buffers, std::forward<Handler>(handler));
    else
      plain_.async_write_some(buffers, std::forward<Handler>(handler));
  }

  template <class Buffers>
  void follow(const Buffers& buffers, std::size_t n) {
    std::size_t empty = 0;
    for (const boost::asio::const_buffer one : boost::beast::buffers_range_ref(buffers)) {
      const auto some = std::min(n, one.size());
      empty += watch_->frames.follow({static_cast<const char*>(one.data()), some});
      n -= some;
    }
    if (empty > 0)
      watch_->on_empty(empty);
  }

  /// Beast answers a peer's close frame with one that has a code and no reason.
  template <class Buffers>
  static bool is_bare_close(const Buffers& buffers) {
    std::array<unsigned char, 2> head{};
    boost::asio::buffer_copy(boost::asio::buffer(head), buffers);
    return head[0] == 0x88 && head[1] == 2;
  }

  boost::asio::const_buffer answered_close() {
    const auto code = close_answer();
    watch_->close = {'\x88', 2, static_cast<char>(code >> 8), static_cast<char>(code)};
    return boost::asio::buffer(watch_->close);
  }

  tcp_socket plain_; // not used where there is TLS
  std::unique_ptr<tls_stream> tls_;
  std::unique_ptr<watching> watch_; // of a client's frames; the client end has none
  std::size_t drained_ = 0;
};

/// Found by Beast where it gives up on a connection.
inline void beast_close_socket(peer_socket& socket) {
  boost::system::error_code ignored;
  socket.tcp().close(ignored);
}

/// Waits for the peer to hang up. Sets no time limit: the owner sweeps.
template <class Handler>
struct linger {
  peer_socket& socket;
  Handler done;

  void wait() { socket.tcp().async_wait(tcp_socket::wait_read, std::move(*this)); }

  void shut() {
    boost::system::error_code ignored;
    socket.tcp().close(ignored);
    done(boost::system::error_code{}); // what led here is the error that counts
  }

  void operator()(boost::system::error_code ec) {
    if (!ec && !socket.drain())
      wait();
    else
      shut();
  }
};

/// Found by Beast in place of its own, which stops after 2 KiB and resets the connection. TLS says
/// goodbye itself, and reads until the peer has as well.
template <class Handler>
void async_teardown(boost::beast::role_type role, peer_socket& socket, Handler&& handler) {
  boost::system::error_code ignored;
  linger<std::decay_t<Handler>> rest{socket, std::forward<Handler>(handler)};
  if (socket.has_tls())
    return socket.async_shutdown(
        [rest = std::move(rest)](boost::system::error_code) mutable { rest.shut(); });
  if (role == boost::beast::role_type::server)
    socket.tcp().shutdown(tcp_socket::shutdown_send, ignored);
  rest.wait();
}

} // namespace earshot::runtime
