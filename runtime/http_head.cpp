#include "runtime/http_head.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>

namespace earshot::runtime {

namespace http = boost::beast::http;

namespace {

std::string text_of(boost::beast::string_view s) { return {s.data(), s.size()}; }

} // namespace

std::optional<http_request> parse_head(std::string_view bytes) {
  http::request_parser<http::string_body> parser;
  parser.skip(true);
  boost::system::error_code ec;
  parser.put(boost::asio::buffer(bytes), ec);
  if (ec || !parser.is_header_done())
    return std::nullopt;
  const auto& head = parser.get();
  http_request r;
  r.method = text_of(head.method_string());
  r.path = text_of(head.target());
  r.path.resize(std::min(r.path.size(), r.path.find('?')));
  r.host = text_of(head[http::field::host]);
  r.origin = text_of(head[http::field::origin]);
  r.authorization = text_of(head[http::field::authorization]);
  r.subprotocols = text_of(head[http::field::sec_websocket_protocol]);
  r.if_none_match = text_of(head[http::field::if_none_match]);
  r.fetch_site = text_of(head["Sec-Fetch-Site"]);
  r.takes_gzip = lists(text_of(head[http::field::accept_encoding]), "gzip");
  r.upgrade = boost::beast::iequals(head[http::field::upgrade], "websocket");
  r.keep_alive = head.keep_alive();
  r.has_body =
      head.count(http::field::transfer_encoding) > 0
      || (head.count(http::field::content_length) > 0 && head[http::field::content_length] != "0");
  return r;
}

bool lists(std::string_view value, std::string_view token) {
  while (!value.empty()) {
    auto comma = value.find(',');
    auto one = value.substr(0, comma);
    while (!one.empty() && (one.front() == ' ' || one.front() == '\t'))
      one.remove_prefix(1);
    while (!one.empty() && (one.back() == ' ' || one.back() == '\t'))
      one.remove_suffix(1);
    if (one == token)
      return true;
    value = comma == std::string_view::npos ? std::string_view{} : value.substr(comma + 1);
  }
  return false;
}

bool origin_allowed(const http_request& r, const std::vector<std::string>& allowed) {
  if (r.origin.empty() || r.origin == "http://" + r.host || r.origin == "https://" + r.host)
    return true;
  return std::find(allowed.begin(), allowed.end(), r.origin) != allowed.end();
}

} // namespace earshot::runtime
