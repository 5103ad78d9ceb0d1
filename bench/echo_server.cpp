// The yardstick: a bare Beast WebSocket echo server, one thread, nothing around it. Prints
// `{"event":"listening","address":"127.0.0.1:PORT"}` and echoes until it is told to stop.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <cstdio>
#include <memory>

namespace {

namespace asio = boost::asio;
namespace ws = boost::beast::websocket;
using boost::system::error_code;
using executor = asio::io_context::executor_type;
using tcp_socket = asio::basic_stream_socket<asio::ip::tcp, executor>;
using tcp_acceptor = asio::basic_socket_acceptor<asio::ip::tcp, executor>;

class echo : public std::enable_shared_from_this<echo> {
public:
  explicit echo(tcp_socket socket) : stream_(std::move(socket)) {
    stream_.next_layer().set_option(asio::ip::tcp::no_delay(true));
    stream_.auto_fragment(false);
    stream_.text(true);
  }

  void start() {
    stream_.async_accept([self = shared_from_this()](error_code ec) {
      if (!ec)
        self->read();
    });
  }

private:
  void read() {
    stream_.async_read(message_, [self = shared_from_this()](error_code ec, std::size_t) {
      if (!ec)
        self->write();
    });
  }

  void write() {
    stream_.async_write(message_.cdata(), [self = shared_from_this()](error_code ec, std::size_t) {
      self->message_.clear();
      if (!ec)
        self->read();
    });
  }

  ws::stream<tcp_socket, false> stream_;
  boost::beast::flat_buffer message_;
};

void accept(tcp_acceptor& acceptor) {
  acceptor.async_accept([&acceptor](error_code ec, tcp_socket socket) {
    if (ec)
      return;
    std::make_shared<echo>(std::move(socket))->start();
    accept(acceptor);
  });
}

} // namespace

int main() {
  asio::io_context io{1};
  tcp_acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  std::printf("{\"event\":\"listening\",\"address\":\"127.0.0.1:%d\"}\n",
              acceptor.local_endpoint().port());
  std::fflush(stdout);
  accept(acceptor);
  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&io](error_code, int) { io.stop(); });
  io.run();
}
