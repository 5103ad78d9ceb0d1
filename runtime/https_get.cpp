#include "runtime/https_get.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

namespace earshot::runtime {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::seconds patience{5};

struct address {
  std::string host, port, path;
};

std::optional<address> parse_url(const std::string& url) {
  constexpr std::string_view scheme = "https://";
  if (!url.starts_with(scheme))
    return std::nullopt;
  const auto end = std::min(url.size(), url.find_first_of("/?", scheme.size()));
  address a{url.substr(scheme.size(), end - scheme.size()), "443", url.substr(end)};
  if (const auto colon = a.host.rfind(':'); colon != a.host.npos && a.host.back() != ']') {
    a.port = a.host.substr(colon + 1);
    a.host.resize(colon);
  }
  if (!a.path.starts_with('/'))
    a.path.insert(0, "/");
  return a;
}

/// Everything of one request; each step begins the next.
class exchange {
public:
  exchange(const address& to, const std::string& ca_file, std::size_t bytes_max) : to_(to) {
    if (ca_file.empty())
      tls_.set_default_verify_paths(failed_);
    else
      tls_.load_verify_file(ca_file, failed_);
    SSL_CTX_set_min_proto_version(tls_.native_handle(), TLS1_2_VERSION);
    response_.body_limit(bytes_max);
    request_.method(http::verb::get);
    request_.target(to.path);
    request_.version(11);
    request_.set(http::field::host, to.host);
    request_.set(http::field::accept, "application/json");
    request_.set(http::field::connection, "close");
  }

  result<std::string> run(const std::atomic<bool>& given_up) {
    if (!failed_)
      resolve();
    const auto until = std::chrono::steady_clock::now() + patience;
    while (!failed_ && !done_ && !given_up && std::chrono::steady_clock::now() < until)
      io_.run_for(std::chrono::milliseconds(100));
    if (!failed_ && !done_)
      failed_ = asio::error::timed_out;
    if (failed_)
      return error{errc::unavailable, to_.host + ": " + failed_.message()};
    if (response_.get().result() != http::status::ok)
      return error{errc::unavailable,
                   to_.host + " answered HTTP " + std::to_string(response_.get().result_int())};
    return std::move(response_.get().body());
  }

private:
  /// A handler that stops at an error and otherwise goes on with `next`.
  template <class Next>
  auto then(Next next) {
    return [this, next](error_code ec, const auto&...) {
      failed_ = ec;
      if (!ec)
        next();
    };
  }

  void resolve() {
    resolver_.async_resolve(to_.host, to_.port,
                            [this](error_code ec, const tcp::resolver::results_type& found) {
                              failed_ = ec;
                              if (!ec)
                                connect(found);
                            });
  }

  void connect(const tcp::resolver::results_type& found) {
    asio::async_connect(stream_.next_layer(), found, then([this] { shake_hands(); }));
  }

  void shake_hands() {
    SSL_set_tlsext_host_name(stream_.native_handle(), to_.host.c_str());
    stream_.set_verify_mode(asio::ssl::verify_peer);
    stream_.set_verify_callback(asio::ssl::host_name_verification(to_.host));
    stream_.async_handshake(asio::ssl::stream_base::client, then([this] { ask(); }));
  }

  void ask() {
    http::async_write(stream_, request_, then([this] {
                        http::async_read(stream_, buffer_, response_,
                                         then([this] { done_ = true; }));
                      }));
  }

  const address& to_;
  asio::io_context io_{1};
  asio::ssl::context tls_{asio::ssl::context::tls_client};
  tcp::resolver resolver_{io_};
  asio::ssl::stream<tcp::socket> stream_{io_, tls_};
  boost::beast::flat_buffer buffer_;
  http::request<http::empty_body> request_;
  http::response_parser<http::string_body> response_;
  error_code failed_;
  bool done_ = false;
};

} // namespace

result<std::string> https_get(const std::string& url, const std::string& ca_file,
                              std::size_t bytes_max, const std::atomic<bool>& given_up) {
  const auto to = parse_url(url);
  if (!to)
    return error{errc::unavailable, "an https:// address is wanted"};
  return exchange(*to, ca_file, bytes_max).run(given_up);
}

} // namespace earshot::runtime
