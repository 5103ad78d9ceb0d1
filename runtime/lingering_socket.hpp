// A TCP socket that leaves politely: after the last frame it reads on until the peer has hung up,
// so that a close frame is not overtaken by the reset the kernel sends when unread bytes are thrown
// away.
#pragma once

#include "runtime/websocket.hpp"

#include <boost/beast/core/role.hpp>

#include <array>
#include <utility>

namespace earshot::runtime {

class lingering_socket : public tcp_socket {
public:
  using tcp_socket::tcp_socket;
  explicit lingering_socket(tcp_socket&& socket) : tcp_socket(std::move(socket)) {}

  /// Reads and forgets what has arrived; true when there is no more to wait for.
  bool drain() {
    boost::system::error_code ec;
    non_blocking(true, ec);
    std::array<char, 4096> bytes;
    while (!ec && drained_ < drained_max)
      drained_ += read_some(boost::asio::buffer(bytes), ec);
    return ec != boost::asio::error::would_block;
  }

private:
  static constexpr std::size_t drained_max = 1024 * 1024; // a peer that never stops gets its reset

  std::size_t drained_ = 0;
};

/// One wait for the peer to hang up. Sets no time limit: the owner sweeps.
template <class Handler>
struct linger {
  lingering_socket& socket;
  Handler done;

  void wait() { socket.async_wait(tcp_socket::wait_read, std::move(*this)); }

  void operator()(boost::system::error_code ec) {
    if (!ec && !socket.drain())
      return wait();
    socket.close(ec);
    done(boost::system::error_code{}); // what led here is the error that counts
  }
};

/// Found by Beast in place of its own, which stops after 2 KiB and resets the connection.
template <class Handler>
void async_teardown(boost::beast::role_type role, lingering_socket& socket, Handler&& handler) {
  boost::system::error_code ignored;
  if (role == boost::beast::role_type::server)
    socket.shutdown(tcp_socket::shutdown_send, ignored);
  linger<std::decay_t<Handler>>{socket, std::forward<Handler>(handler)}.wait();
}

} // namespace earshot::runtime
