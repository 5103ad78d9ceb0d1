// A supervisor's watch over one queue, in C++ with Boost.Beast and nlohmann's JSON: prints a line
// for every conversation whose row changes.
//
//   EARSHOT_TOKEN=… supervisor_watch HOST PORT QUEUE        (role supervisor)
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <iostream>

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using nlohmann::json;

namespace {

class session {
public:
  session(const std::string& host, const std::string& port) : stream_(io_) {
    asio::connect(stream_.next_layer(), asio::ip::tcp::resolver(io_).resolve(host, port));
    stream_.set_option(websocket::stream_base::decorator([](websocket::request_type& request) {
      request.set(boost::beast::http::field::sec_websocket_protocol, "earshot.v1");
    }));
    stream_.handshake(host + ":" + port, "/v1/socket");
  }

  void send(const json& frame) { stream_.write(asio::buffer(frame.dump())); }

  json receive() {
    boost::beast::flat_buffer frame;
    stream_.read(frame); // answers pings too
    return json::parse(boost::beast::buffers_to_string(frame.data()));
  }

private:
  asio::io_context io_;
  websocket::stream<asio::ip::tcp::socket> stream_;
};

void show(const json& row) {
  const auto& mood = row.value("sentiment", json::object());
  const auto text = [](const json& value) {
    return value.is_string() ? value.get<std::string>() : "-";
  };
  std::cout << text(row["conversation"]) << "  " << text(row.value("left", row["status"])) << "  "
            << text(row["agent"]) << "  " << text(mood.value("level", json())) << std::endl;
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "supervisor_watch HOST PORT QUEUE, and EARSHOT_TOKEN says who you are\n";
    return 64;
  }
  const char* token = std::getenv("EARSHOT_TOKEN");
  session server(argv[1], argv[2]);
  server.send({{"type", "hello"}, {"v", 1}, {"token", token ? token : ""}});
  server.send({{"type", "subscribe"}, {"id", "1"}, {"stream", std::string("queue/") + argv[3]}});
  while (true) {
    const auto frame = server.receive();
    if (frame["type"] == "error") {
      std::cerr << frame["message"].get<std::string>() << "\n";
      return 1;
    }
    if (frame["type"] == "snapshot")
      for (const auto& row : frame["state"]["conversations"])
        show(row);
    if (frame["type"] == "event" && frame["kind"] == "conversation")
      show(frame["body"]);
  }
}
