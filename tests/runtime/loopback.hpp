// Both ends of a WebSocket on one thread: an acceptor on a free port, owners that write down what
// they are told, and a peer made of a bare socket that can break every rule.
#pragma once

#include "runtime/peer_socket.hpp"
#include "tests/catch.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace earshot::test {

namespace asio = boost::asio;
using boost::system::error_code;
using runtime::frame_ptr;
using runtime::tcp_socket;
using runtime::websocket;
using runtime::websocket_options;

inline frame_ptr frame_of(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

/// An owner that writes down what it is told.
struct recorder : runtime::websocket_events {
  std::shared_ptr<websocket> connection;
  std::vector<std::string> texts, binaries;
  std::vector<std::pair<int, std::string>> closed;
  int opened = 0, controls = 0, sent = 0;
  int nested = 0;       ///< calls that came from inside one of ours
  bool calling = false; ///< we are inside a call to the connection
  std::function<void(std::string_view)> answer;

  void on_open() override { count(opened); }
  void on_text(std::string_view text) override {
    note();
    texts.emplace_back(text);
    if (answer)
      answer(text);
  }
  void on_binary(std::string_view bytes) override {
    note();
    binaries.emplace_back(bytes);
  }
  void on_control() override { count(controls); }
  void on_sent() override { count(sent); }
  void on_closed(std::uint16_t code, std::string_view reason) override {
    note();
    closed.emplace_back(code, reason);
  }

  /// Makes a call to the connection and notices if an event comes back inside it.
  template <class Call>
  void call(Call what) {
    calling = true;
    what(*connection);
    calling = false;
  }

private:
  void note() { nested += calling; }
  void count(int& what) {
    note();
    ++what;
  }
};

/// One frame as it goes over the wire.
struct wire_frame {
  int opcode = 1;
  std::string payload;
  bool fin = true;
  bool masked = true;
  int reserved = 0;

  std::string bytes() const {
    std::string out;
    out += static_cast<char>((fin ? 0x80 : 0) | (reserved << 4) | opcode);
    const int mask = masked ? 0x80 : 0;
    if (payload.size() < 126) {
      out += static_cast<char>(mask | static_cast<int>(payload.size()));
    } else {
      const int width = payload.size() <= 0xFFFF ? 2 : 8;
      out += static_cast<char>(mask | (width == 2 ? 126 : 127));
      for (int i = width - 1; i >= 0; --i)
        out += static_cast<char>(payload.size() >> (8 * i));
    }
    if (!masked)
      return out + payload;
    const std::string key = "\x11\x22\x33\x44";
    out += key;
    for (std::size_t i = 0; i < payload.size(); ++i)
      out += static_cast<char>(payload[i] ^ key[i % 4]);
    return out;
  }
};

inline std::string close_payload(int code, std::string reason = {}) {
  return std::string{static_cast<char>(code >> 8), static_cast<char>(code)} + reason;
}

struct loopback {
  asio::io_context io{1};
  asio::ip::tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
  websocket_options options;
  std::shared_ptr<recorder> server = std::make_shared<recorder>();

  std::uint16_t port() const { return acceptor.local_endpoint().port(); }

  /// Runs both ends until `done`; false after five seconds.
  template <class Done>
  bool run_until(Done done) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (!done()) {
      if (std::chrono::steady_clock::now() > deadline)
        return false;
      io.restart();
      io.run_one_for(std::chrono::milliseconds(1));
    }
    return true;
  }

  /// The next connection is read up to its HTTP head and handed to the server's end.
  void listen() {
    acceptor.async_accept([this](error_code ec, asio::ip::tcp::socket accepted) {
      if (ec)
        return;
      auto socket = std::make_shared<tcp_socket>(io, asio::ip::tcp::v4(), accepted.release());
      auto head = std::make_shared<std::string>();
      asio::async_read_until(
          *socket, asio::dynamic_buffer(*head), "\r\n\r\n", [=, this](error_code, std::size_t n) {
            server->connection =
                websocket::accept(runtime::peer_socket(std::move(*socket)), head->substr(0, n),
                                  head->substr(n), "earshot.v1", options, server);
          });
    });
  }

  std::shared_ptr<recorder> connect() {
    listen();
    auto client = std::make_shared<recorder>();
    client->connection =
        websocket::connect(io, "127.0.0.1", port(), "/v1/socket",
                           {{"Sec-WebSocket-Protocol", "earshot.v1"}}, options, client);
    REQUIRE(run_until([&] { return client->opened && server->opened; }));
    return client;
  }
};

/// A client without a library: sends what it likes, reads what comes.
class raw_peer {
public:
  static constexpr auto upgrade = "GET /v1/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                                  "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  explicit raw_peer(loopback& at, const std::string& head = upgrade) : at_(at), socket(at.io) {
    at_.listen();
    socket.connect({asio::ip::address_v4::loopback(), at_.port()});
    asio::write(socket, asio::buffer(head));
    socket.non_blocking(true);
    at_.run_until([&] { return pull().find("\r\n\r\n") != std::string::npos || ended; });
    const auto end = received.find("\r\n\r\n");
    response = received.substr(0, end);
    received.erase(0, end == std::string::npos ? end : end + 4);
    at_.run_until([&] { return at_.server->opened || !at_.server->closed.empty(); });
  }

  void send(const wire_frame& frame) { send_bytes(frame.bytes()); }
  void send_bytes(const std::string& bytes) {
    std::size_t sent = 0;
    at_.run_until([&] {
      error_code ec;
      sent += socket.write_some(asio::buffer(bytes) + sent, ec);
      return sent == bytes.size() || (ec && ec != asio::error::would_block);
    });
  }

  /// Takes what is there; sets `ended` at the end of the stream, and `reset` if it was a rude one.
  const std::string& pull() {
    std::array<char, 65536> bytes;
    error_code ec;
    while (!ec && !ended)
      received.append(bytes.data(), socket.read_some(asio::buffer(bytes), ec));
    ended = ended || (ec && ec != asio::error::would_block);
    reset = reset || ec == asio::error::connection_reset;
    return received;
  }

  /// The next whole frame from the server, or none within five seconds.
  std::optional<wire_frame> next() {
    std::optional<wire_frame> got;
    at_.run_until([&] {
      pull();
      got = take();
      return got || ended;
    });
    return got;
  }

  bool hung_up() {
    return at_.run_until([&] {
      pull();
      return ended;
    });
  }

private:
  loopback& at_;

public:
  asio::ip::tcp::socket socket;
  std::string response, received;
  bool ended = false, reset = false;

private:
  std::optional<wire_frame> take() {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(received[i]); };
    if (received.size() < 2)
      return {};
    std::size_t size = byte(1), head = 2;
    if (size >= 126) {
      const std::size_t width = size == 126 ? 2 : 8;
      if (received.size() < 2 + width)
        return {};
      size = 0;
      for (head = 2; head < 2 + width; ++head)
        size = size << 8 | byte(head);
    }
    if (received.size() < head + size)
      return {};
    wire_frame frame{byte(0) & 15, received.substr(head, size), (byte(0) & 0x80) != 0, false, 0};
    received.erase(0, head + size);
    return frame;
  }
};

} // namespace earshot::test
