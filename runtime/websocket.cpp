#include "runtime/websocket.hpp"

#include "runtime/peer_socket.hpp"

#include <boost/asio/connect.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/optional/optional.hpp>

#include <algorithm>

namespace earshot::runtime {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace ws = beast::websocket;
using boost::system::error_code;
using tcp = asio::ip::tcp;

constexpr std::size_t close_reason_max = 123; // RFC 6455, 5.5: a control frame carries 125 bytes
constexpr std::uint16_t no_code = 1005;       // RFC 6455, 7.4.1
constexpr std::uint16_t vanished = 1006;

/// `text` cut to what a close frame can carry, never inside a character.
std::string_view clipped(std::string_view text) {
  if (text.size() <= close_reason_max)
    return text;
  auto end = close_reason_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  return text.substr(0, end);
}

/// The fields of an upgrade request that the handshake rests on. Beast's own reader has room for
/// 1.5 KB only, less than one cookie may take; what is missing here Beast answers with 400.
std::string upgrade_request(const std::string& head, bool deflate) {
  http::request_parser<http::empty_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(head.size()) + 1);
  error_code ec;
  parser.put(asio::buffer(head), ec);
  std::string request = "GET / HTTP/1.1\r\n";
  const auto keep = [&](http::field name) {
    const auto [first, last] = parser.get().equal_range(name);
    for (auto it = first; it != last; ++it)
      request.append(it->name_string()).append(": ").append(it->value()).append("\r\n");
  };
  for (auto name : {http::field::host, http::field::connection, http::field::upgrade,
                    http::field::sec_websocket_key, http::field::sec_websocket_version})
    keep(name);
  if (deflate)
    keep(http::field::sec_websocket_extensions);
  return request.append("\r\n");
}

/// What only the client end needs, and only until the handshake is done.
struct dialling {
  tcp::resolver resolver;
  std::string host;
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;
  ws::response_type response;
};

/// Both ends. Beast allows one read, one write, one ping and one close at a time and puts them in
/// order; the read that is always pending is what learns of the end, however it comes.
class connection final : public websocket, public std::enable_shared_from_this<connection> {
public:
  connection(peer_socket socket, const websocket_options& options,
             std::weak_ptr<websocket_events> owner)
      : stream_(std::move(socket)), owner_(std::move(owner)), buffer_(options.buffer_bytes),
        buffer_bytes_(options.buffer_bytes) {
    stream_.read_message_max(options.message_bytes_max);
    stream_.auto_fragment(false);
    stream_.write_buffer_bytes(2048); // the client end masks through it
    stream_.control_callback([this](ws::frame_type, beast::string_view) {
      tell([](websocket_events& to) { to.on_control(); });
    });
    if (options.deflate) {
      ws::permessage_deflate deflate;
      deflate.server_enable = deflate.client_enable = true;
      stream_.set_option(deflate);
    }
  }

  /// `rest` are the peer's first frames, if it did not wait for the answer.
  void accept(const std::string& request, const std::string& rest, std::string subprotocol) {
    no_delay();
    socket().watch(rest, [this](std::size_t empty) {
      for (; empty > 0; --empty)
        tell([](websocket_events& to) { to.on_control(); });
    });
    stream_.set_option(ws::stream_base::decorator(
        [protocol = std::move(subprotocol)](ws::response_type& response) {
          response.set(http::field::server, "earshot");
          if (response.result() == http::status::switching_protocols && !protocol.empty())
            response.set(http::field::sec_websocket_protocol, protocol);
        }));
    stream_.async_accept(asio::buffer(request + rest),
                         [self = self()](error_code ec) { self->on_handshake(ec); });
  }

  void dial(std::unique_ptr<dialling> to, std::uint16_t port) {
    dialling_ = std::move(to);
    error_code not_an_address;
    const auto address = asio::ip::make_address(dialling_->host, not_an_address);
    if (!not_an_address)
      return socket().tcp().async_connect({address, port},
                                          [self = self()](error_code ec) { self->on_connect(ec); });
    dialling_->resolver.async_resolve(
        dialling_->host, std::to_string(port),
        [self = self()](error_code ec, const tcp::resolver::results_type& found) {
          if (ec || self->cut_)
            return self->finish(ec);
          asio::async_connect(self->socket().tcp(), found,
                              [self](error_code failed, const auto&) { self->on_connect(failed); });
        });
  }

  void send(frame_ptr text) override {
    stream_.text(true);
    write(std::move(text));
  }

  void send_binary(frame_ptr bytes) override {
    stream_.binary(true);
    write(std::move(bytes));
  }

  void ping() override {
    if (std::exchange(pinging_, true))
      return;
    stream_.async_ping({}, [self = self()](error_code) { self->pinging_ = false; });
  }

  void close(std::uint16_t code, std::string_view reason) override {
    if (!open_)
      return abort();
    if (std::exchange(closing_, true))
      return;
    stream_.async_close({static_cast<ws::close_code>(code), clipped(reason)},
                        [self = self()](error_code) {});
  }

  void abort() override {
    cut_ = true;
    socket().abort();
  }

  bool sending() const override { return out_ != nullptr; }

private:
  std::shared_ptr<connection> self() { return shared_from_this(); }
  peer_socket& socket() { return stream_.next_layer(); }

  void no_delay() {
    error_code ignored; // a socket that is gone already says so at the next read
    socket().tcp().set_option(tcp::no_delay(true), ignored);
  }

  /// Calls the owner; a connection nobody owns any more is cut.
  template <class Call>
  void tell(Call call) {
    if (auto owner = owner_.lock())
      call(*owner);
    else
      abort();
  }

  void on_connect(error_code ec) {
    if (ec || cut_)
      return finish(ec);
    no_delay();
    if (!socket().has_tls())
      return ask_to_upgrade();
    socket().async_handshake_with(dialling_->host, [self = self()](error_code failed) {
      failed ? self->finish(failed) : self->ask_to_upgrade();
    });
  }

  void ask_to_upgrade() {
    stream_.set_option(
        ws::stream_base::decorator([headers = dialling_->headers](ws::request_type& request) {
          for (const auto& [name, value] : headers)
            request.set(name, value);
        }));
    stream_.async_handshake(dialling_->response, dialling_->host, dialling_->target,
                            [self = self()](error_code failed) { self->on_handshake(failed); });
  }

  void on_handshake(error_code ec) {
    if (ec)
      return finish(ec);
    dialling_.reset();
    open_ = true;
    tell([](websocket_events& to) { to.on_open(); });
    read();
  }

  void write(frame_ptr frame) {
    out_ = std::move(frame);
    stream_.async_write(asio::buffer(*out_),
                        [self = self()](error_code ec, std::size_t) { self->on_write(ec); });
  }

  void on_write(error_code ec) {
    out_.reset();
    if (ended_ || ec == asio::error::operation_aborted)
      return; // the read has heard of it, or will
    if (ec) {
      socket().tcp().close(ec);
      return;
    }
    tell([](websocket_events& to) { to.on_sent(); });
  }

  void read() {
    stream_.async_read_some(
        asio::buffer(buffer_.data() + size_, buffer_.size() - size_),
        [self = self()](error_code ec, std::size_t n) { self->on_read(ec, n); });
  }

  void on_read(error_code ec, std::size_t n) {
    if (ec)
      return finish(ec);
    size_ += n;
    if (stream_.is_message_done()) {
      const std::string_view message{buffer_.data(), std::exchange(size_, 0)};
      // Beast does not look again when the last fragment is empty.
      if (stream_.got_text() && ends_inside_a_character(message))
        return fail_text();
      deliver(message);
    } else if (size_ == buffer_.size()) {
      buffer_.resize(size_ + std::min(size_, stream_.read_size_hint(size_)));
    }
    read();
  }

  /// Closes with 1007 and reads no messages any more; the close reads what is left by itself.
  void fail_text() {
    if (std::exchange(closing_, true))
      return read(); // on the way out anyway
    stream_.async_close(ws::close_code::bad_payload, [self = self()](error_code) {
      self->finish(ws::error::bad_frame_payload);
    });
  }

  void deliver(std::string_view message) {
    if (!closing_ && !cut_)
      tell([&](websocket_events& to) {
        stream_.got_text() ? to.on_text(message) : to.on_binary(message);
      });
    if (buffer_.size() > buffer_bytes_)
      std::vector<char>(buffer_bytes_).swap(buffer_); // a long message leaves no room behind
  }

  void finish(error_code ec) {
    if (std::exchange(ended_, true))
      return;
    const auto code = close_code(ec);
    const auto reason = close_reason(ec);
    socket().tcp().close(ec);
    if (auto owner = std::exchange(owner_, {}).lock())
      owner->on_closed(code, reason);
  }

  std::uint16_t close_code(error_code ec) const {
    const auto said = stream_.reason().code;
    if (const auto answer = stream_.next_layer().close_answer())
      return answer;
    if (ec == ws::error::closed)
      return said == ws::close_code::none ? no_code : said;
    if (ec == ws::error::message_too_big)
      return ws::close_code::too_big;
    if (ec == ws::error::bad_frame_payload)
      return ws::close_code::bad_payload;
    if (ec == ws::condition::protocol_violation)
      return ws::close_code::protocol_error;
    if (closing_ && said != ws::close_code::none)
      return said; // the close under way read it, the read was called off
    return vanished;
  }

  std::string close_reason(error_code ec) const {
    if (ec == ws::error::closed)
      return {stream_.reason().reason.data(), stream_.reason().reason.size()};
    if (dialling_ && ec == ws::error::upgrade_declined)
      return "the server answered HTTP " + std::to_string(dialling_->response.result_int());
    return ec ? ec.message() : std::string();
  }

  ws::stream<peer_socket> stream_;
  std::weak_ptr<websocket_events> owner_;
  std::unique_ptr<dialling> dialling_; // client end, until open
  frame_ptr out_;                      // the frame being written
  std::vector<char> buffer_;           // the message being read: its first `size_` bytes
  std::size_t size_ = 0;
  std::size_t buffer_bytes_;
  bool pinging_ = false;
  bool open_ = false;
  bool closing_ = false; // we asked for it
  bool cut_ = false;
  bool ended_ = false; // `on_closed` has been called
};

} // namespace

std::shared_ptr<websocket> websocket::accept(peer_socket socket, std::string head, std::string rest,
                                             std::string subprotocol,
                                             const websocket_options& options,
                                             std::weak_ptr<websocket_events> owner) {
  auto made = std::make_shared<connection>(std::move(socket), options, std::move(owner));
  made->accept(upgrade_request(head, options.deflate), rest, std::move(subprotocol));
  return made;
}

std::shared_ptr<websocket> websocket::connect(
    asio::io_context& io, const std::string& host, std::uint16_t port, const std::string& target,
    std::vector<std::pair<std::string, std::string>> headers, const websocket_options& options,
    std::weak_ptr<websocket_events> owner, asio::ssl::context* tls) {
  auto made = std::make_shared<connection>(tls ? peer_socket(io, *tls) : peer_socket(io), options,
                                           std::move(owner));
  made->dial(
      std::make_unique<dialling>(dialling{tcp::resolver(io), host, target, std::move(headers), {}}),
      port);
  return made;
}

} // namespace earshot::runtime
