#include "tests/runtime/loopback.hpp"

#include <array>

using namespace earshot::test;

namespace {

/// The code and reason of a close frame, or {0, ""} if `frame` is none.
std::pair<int, std::string> close_of(const std::optional<wire_frame>& frame) {
  if (!frame || frame->opcode != 8 || frame->payload.size() < 2)
    return {0, ""};
  const auto& p = frame->payload;
  return {static_cast<unsigned char>(p[0]) << 8 | static_cast<unsigned char>(p[1]), p.substr(2)};
}

using ending = std::vector<std::pair<int, std::string>>;

int closed_with(const recorder& owner) {
  return owner.closed.size() == 1 ? owner.closed[0].first : -1;
}

} // namespace

TEST_CASE_METHOD(loopback, "The server's end answers the upgrade") {
  SECTION("with its name and the subprotocol") {
    raw_peer peer(*this);
    CHECK(peer.response.starts_with("HTTP/1.1 101"));
    CHECK(peer.response.find("Server: earshot") != std::string::npos);
    CHECK(peer.response.find("Sec-WebSocket-Protocol: earshot.v1") != std::string::npos);
    CHECK(peer.response.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") != std::string::npos); // RFC 6455, 1.3
    CHECK(server->opened == 1);
  }
  SECTION("whose head is longer than Beast's own buffer") {
    auto head = std::string(raw_peer::upgrade);
    head.insert(head.find("Host"), "Cookie: " + std::string(6000, 'c') + "\r\n");
    CHECK(raw_peer(*this, head).response.starts_with("HTTP/1.1 101"));
  }
  SECTION("and takes a first frame that came too early") {
    raw_peer peer(*this, raw_peer::upgrade + wire_frame{1, "hello"}.bytes());
    CHECK(run_until([&] { return server->texts == std::vector<std::string>{"hello"}; }));
  }
  SECTION("which lacks its key with 400, and never opens") {
    raw_peer peer(*this, "GET /v1/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                         "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n");
    CHECK(peer.response.starts_with("HTTP/1.1 400"));
    CHECK(peer.response.find("Sec-WebSocket-Protocol") == std::string::npos);
    CHECK(run_until([&] { return !server->closed.empty(); }));
    CHECK(server->opened == 0);
    CHECK(closed_with(*server) == 1006);
  }
}

TEST_CASE_METHOD(loopback, "Messages go both ways") {
  const auto size = GENERATE(0, 1, 190, 512, 513, 1500, 1537, 5000, 65535, 65536);
  CAPTURE(size);
  const auto client = connect();
  server->answer = [&](std::string_view text) {
    server->call([&](websocket& ws) { ws.send(frame_of(std::string(text))); });
    CHECK(server->connection->sending());
  };
  for (int i = 0; i < 2; ++i) {
    std::string text(static_cast<std::size_t>(size), static_cast<char>('a' + i));
    client->call([&](websocket& ws) { ws.send(frame_of(text)); });
    REQUIRE(run_until([&] { return client->texts.size() == static_cast<std::size_t>(i) + 1; }));
    CHECK(client->texts.back() == text);
    REQUIRE(run_until([&] { return client->sent == i + 1 && server->sent == i + 1; }));
  }
  CHECK(client->nested + server->nested == 0);
  client->connection->close(1000, "");
  CHECK(run_until([&] { return client->closed.size() + server->closed.size() == 2; }));
}

TEST_CASE_METHOD(loopback, "Compressed messages go both ways where it is asked for") {
  options.deflate = true;
  const auto client = connect();
  client->connection->send(frame_of(std::string(60000, 'z')));
  REQUIRE(run_until([&] { return server->texts.size() == 1; }));
  CHECK(server->texts[0] == std::string(60000, 'z'));
  SECTION("and the limit counts what comes out of them") {
    REQUIRE(run_until([&] { return client->sent == 1; }));
    client->connection->send(frame_of(std::string(65537, 'z')));
    REQUIRE(run_until([&] { return !server->closed.empty() && !client->closed.empty(); }));
    CHECK(closed_with(*server) == 1009);
    CHECK(closed_with(*client) == 1009);
  }
}

TEST_CASE_METHOD(loopback, "Fragments become one message") {
  raw_peer peer(*this);
  SECTION("with pings answered in between") {
    peer.send({1, "the first ", false});
    peer.send({9, "are you there"});
    const auto pong = peer.next();
    REQUIRE(pong);
    CHECK(pong->opcode == 10);
    CHECK(pong->payload == "are you there");
    peer.send({0, "", false});
    peer.send({0, "and the last", true});
    REQUIRE(run_until([&] { return server->texts.size() == 1; }));
    CHECK(server->texts[0] == "the first and the last");
    CHECK(server->controls == 2); // the ping, and the empty fragment
  }
  SECTION("also where they cut a character in two") {
    peer.send({1, "hyv\xC3", false});
    peer.send({0, "\xA4\xC3\xA4 p", false});
    peer.send({0, "\xC3\xA4iv\xC3\xA4\xC3\xA4", true});
    REQUIRE(run_until([&] { return server->texts.size() == 1; }));
    CHECK(server->texts[0] == "hyv\xC3\xA4\xC3\xA4 p\xC3\xA4iv\xC3\xA4\xC3\xA4");
  }
  SECTION("byte by byte") {
    for (char c : wire_frame{1, "slowly but surely"}.bytes())
      peer.send_bytes({c});
    REQUIRE(run_until([&] { return server->texts.size() == 1; }));
    CHECK(server->texts[0] == "slowly but surely");
  }
  CHECK(server->closed.empty());
}

TEST_CASE_METHOD(loopback, "A peer that breaks the rules is told so and hung up on") {
  struct breach {
    const char* name;
    std::vector<wire_frame> frames;
    int code;
  };
  const auto which = GENERATE(range(0, 15));
  const breach breaches[] = {
      {"an unmasked frame", {{1, "hi", true, false}}, 1002},
      {"a reserved bit", {{1, "hi", true, true, 4}}, 1002},
      {"a reserved opcode", {{3, "hi"}}, 1002},
      {"a continuation of nothing", {{0, "hi"}}, 1002},
      {"a new message inside another", {{1, "hi", false}, {1, "ho"}}, 1002},
      {"a fragmented ping", {{9, "hi", false}}, 1002},
      {"a ping of 126 bytes", {{9, std::string(126, 'p')}}, 1002},
      {"a close frame of one byte", {{8, "x"}}, 1002},
      {"a close code that is never sent", {{8, close_payload(1005)}}, 1002},
      {"64 KiB and one byte", {{1, std::string(65537, 'x')}}, 1009},
      {"the same in fragments",
       {{1, std::string(40000, 'x'), false}, {0, std::string(25537, 'x')}},
       1009},
      {"bad UTF-8 over two fragments", {{1, "caf\xC3", false}, {0, "\x28"}}, 1007},
      {"a text that ends inside a character", {{1, "caf\xC3", false}, {0, ""}}, 1007},
      {"a close frame with bad UTF-8", {{8, close_payload(1000, "caf\xC3")}}, 1007},
      {"a close code beyond 4999", {{8, close_payload(5000)}}, 1002},
  };
  const auto& [name, frames, code] = breaches[which];
  INFO(name);
  raw_peer peer(*this);
  for (const auto& frame : frames)
    peer.send(frame);
  peer.send({1, "too late"});
  CHECK(close_of(peer.next()).first == code);
  peer.send({8, close_payload(code)});
  CHECK(peer.hung_up());
  CHECK_FALSE(peer.reset);
  peer.socket.close();
  REQUIRE(run_until([&] { return !server->closed.empty(); }));
  CHECK(closed_with(*server) == code);
  CHECK(server->texts.empty());
}

TEST_CASE_METHOD(loopback, "A flood of pings is answered one by one") {
  raw_peer peer(*this);
  std::string flood;
  for (int i = 0; i < 10000; ++i)
    flood += wire_frame{9, std::to_string(i)}.bytes();
  peer.send_bytes(flood);
  for (int i = 0; i < 10000; ++i) {
    const auto pong = peer.next();
    REQUIRE(pong);
    REQUIRE(pong->payload == std::to_string(i));
  }
  peer.send({1, "still here"});
  CHECK(run_until([&] { return server->texts.size() == 1; }));
  CHECK(server->controls == 10000);
}

TEST_CASE_METHOD(loopback, "The peer says goodbye") {
  raw_peer peer(*this);
  SECTION("with a code and a reason, and gets the code back") {
    peer.send({8, close_payload(4001, "moving")});
    CHECK(close_of(peer.next()).first == 4001);
    CHECK(peer.hung_up());
    peer.socket.close();
    REQUIRE(run_until([&] { return !server->closed.empty(); }));
    CHECK(server->closed == ending{{4001, "moving"}});
  }
  SECTION("without a code") {
    peer.send({8, ""});
    CHECK(peer.hung_up());
    peer.socket.close();
    REQUIRE(run_until([&] { return !server->closed.empty(); }));
    CHECK(closed_with(*server) == 1005);
  }
  SECTION("not at all") {
    peer.socket.close();
    REQUIRE(run_until([&] { return !server->closed.empty(); }));
    CHECK(closed_with(*server) == 1006);
  }
}

TEST_CASE_METHOD(loopback, "We say goodbye") {
  SECTION("once, with a reason cut between two characters") {
    raw_peer peer(*this);
    std::string reason;
    for (int i = 0; i < 100; ++i)
      reason += "\xC3\xA4";
    server->call([&](websocket& ws) { ws.close(4504, reason); });
    server->call([&](websocket& ws) { ws.close(4500, "again"); });
    const auto [code, text] = close_of(peer.next());
    CHECK(code == 4504);
    CHECK(text == reason.substr(0, 122));
    peer.send({1, "not heard any more"});
    peer.send({8, close_payload(4504)});
    CHECK_FALSE(peer.next());
    peer.socket.close();
    REQUIRE(run_until([&] { return !server->closed.empty(); }));
    CHECK(closed_with(*server) == 4504);
    CHECK(server->texts.empty());
  }
  SECTION("at the same time as the peer") {
    const auto client = connect();
    server->call([&](websocket& ws) { ws.close(4001, "s"); });
    client->call([&](websocket& ws) { ws.close(4002, "c"); });
    REQUIRE(run_until([&] { return !server->closed.empty() && !client->closed.empty(); }));
    CHECK(closed_with(*server) == 4002);
    CHECK(closed_with(*client) == 4001);
    CHECK(client->nested == 0);
  }
  SECTION("after the frame that is being written") {
    raw_peer peer(*this);
    server->connection->send(frame_of(std::string(8'000'000, 'w')));
    server->call([&](websocket& ws) { ws.close(4008, "slow"); });
    const auto whole = peer.next();
    REQUIRE(whole);
    CHECK(whole->payload.size() == 8'000'000);
    CHECK(close_of(peer.next()) == std::pair<int, std::string>(4008, "slow"));
    peer.send({8, close_payload(4008)});
    CHECK(peer.hung_up());
    peer.socket.close();
    CHECK(run_until([&] { return server->closed.size() == 1; }));
  }
  SECTION("on a binary message") {
    raw_peer peer(*this);
    peer.send({2, std::string("\0\xFF", 2)});
    REQUIRE(run_until([&] { return server->binaries.size() == 1; }));
    CHECK(server->binaries[0] == std::string("\0\xFF", 2));
    server->connection->close(1003, "text frames only");
    CHECK(close_of(peer.next()).first == 1003);
  }
  CHECK(server->nested == 0);
}

TEST_CASE_METHOD(loopback, "A connection can be cut") {
  raw_peer peer(*this);
  SECTION("while a frame is stuck on its way") {
    server->connection->send(frame_of(std::string(8'000'000, 'w')));
    run_until([&] { return peer.socket.available() > 0; });
    CHECK(server->connection->sending());
    server->call([&](websocket& ws) { ws.abort(); });
  }
  SECTION("while the closing handshake hangs") {
    server->connection->send(frame_of(std::string(8'000'000, 'w')));
    server->call([&](websocket& ws) { ws.close(4008, "slow"); });
    run_until([&] { return peer.socket.available() > 0; });
    server->call([&](websocket& ws) { ws.abort(); });
  }
  SECTION("from inside a message") {
    server->answer = [&](std::string_view) { server->call([](websocket& ws) { ws.abort(); }); };
    peer.send({1, "bye"});
    peer.send({1, "not heard any more"});
  }
  REQUIRE(run_until([&] { return !server->closed.empty(); }));
  CHECK(closed_with(*server) == 1006);
  CHECK(peer.hung_up());
  io.restart();
  io.poll();
  CHECK(server->closed.size() == 1);
  CHECK(server->nested == 0);
  CHECK(server->texts.size() <= 1);
}

TEST_CASE_METHOD(loopback, "A connection whose owner is gone is cut at the next frame") {
  raw_peer peer(*this);
  std::weak_ptr<websocket> connection = server->connection;
  server = std::make_shared<recorder>();
  peer.send({1, "hello?"});
  CHECK(peer.hung_up());
  CHECK(run_until([&] { return connection.expired(); }));
}

TEST_CASE_METHOD(loopback, "Pings reach the peer") {
  const auto client = connect();
  server->call([](websocket& ws) {
    ws.ping();
    ws.ping(); // while the first is on its way: nothing
  });
  REQUIRE(run_until([&] { return client->controls == 1 && server->controls == 1; }));
  server->call([](websocket& ws) { ws.ping(); });
  CHECK(run_until([&] { return client->controls == 2 && server->controls == 2; }));
}

TEST_CASE_METHOD(loopback, "The client's end says why it could not connect") {
  auto client = std::make_shared<recorder>();
  const auto dial = [&](std::uint16_t to) {
    client->connection = websocket::connect(io, "127.0.0.1", to, "/", {}, options, client);
    CHECK(run_until([&] { return !client->closed.empty(); }));
    CHECK(client->opened == 0);
  };
  SECTION("nobody listens") {
    const auto was = port();
    acceptor.close();
    dial(was);
    CHECK(client->closed == ending{{1006, "Connection refused"}});
  }
  SECTION("the server declines") {
    std::optional<asio::ip::tcp::socket> turned_away; // open until the answer is read
    acceptor.async_accept([&](error_code, asio::ip::tcp::socket accepted) {
      constexpr std::string_view answer = "HTTP/1.1 401 Unauthorized\r\n\r\n";
      asio::write(accepted, asio::buffer(answer));
      accepted.shutdown(asio::socket_base::shutdown_send);
      turned_away.emplace(std::move(accepted));
    });
    dial(port());
    CHECK(client->closed == ending{{1006, "the server answered HTTP 401"}});
  }
}
