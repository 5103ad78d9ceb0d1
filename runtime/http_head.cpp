#include "runtime/http_head.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <charconv>

namespace earshot::runtime {

namespace http = boost::beast::http;

namespace {

std::string text_of(boost::beast::string_view s) { return {s.data(), s.size()}; }

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t'))
    s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t'))
    s.remove_suffix(1);
  return s;
}

/// Takes the part before `separator` off the front, without the spaces around it.
std::string_view next_part(std::string_view& value, char separator) {
  const auto end = value.find(separator);
  const auto part = trimmed(value.substr(0, end));
  value = end == value.npos ? std::string_view{} : value.substr(end + 1);
  return part;
}

} // namespace

std::optional<http_request> parse_head(std::string_view bytes) {
  http::request_parser<http::string_body> parser;
  parser.skip(true);
  parser.body_limit(boost::none); // the caller has its own
  boost::system::error_code ec;
  parser.put(boost::asio::buffer(bytes), ec);
  if (ec || !parser.is_header_done())
    return std::nullopt;
  const auto& head = parser.get();
  // One of them would be looked at here, and perhaps another by what stands in front of the server.
  for (auto once : {http::field::host, http::field::origin, http::field::authorization})
    if (head.count(once) > 1)
      return std::nullopt;
  http_request r;
  r.method = text_of(head.method_string());
  const auto target = text_of(head.target());
  const auto question = std::min(target.size(), target.find('?'));
  r.path = target.substr(0, question);
  r.query = target.substr(std::min(target.size(), question + 1));
  r.host = text_of(head[http::field::host]);
  r.origin = text_of(head[http::field::origin]);
  r.authorization = text_of(head[http::field::authorization]);
  r.cookie = text_of(head[http::field::cookie]);
  for (auto [it, end] = head.equal_range(http::field::sec_websocket_protocol); it != end; ++it)
    r.subprotocols += (r.subprotocols.empty() ? "" : ",") + text_of(it->value());
  r.if_none_match = text_of(head[http::field::if_none_match]);
  r.range = text_of(head[http::field::range]);
  r.if_range = text_of(head[http::field::if_range]);
  r.fetch_site = text_of(head["Sec-Fetch-Site"]);
  r.takes_gzip = lists(text_of(head[http::field::accept_encoding]), "gzip");
  r.upgrade = boost::beast::iequals(head[http::field::upgrade], "websocket");
  r.keep_alive = head.keep_alive();
  r.takes_chunks = head.version() >= 11;
  r.wants_continue = boost::beast::iequals(head[http::field::expect], "100-continue");
  r.chunked = head.count(http::field::transfer_encoding) > 0;
  const auto length = head[http::field::content_length]; // Beast has seen that it is a number
  std::from_chars(length.data(), length.data() + length.size(), r.body_bytes);
  return r;
}

bool lists(std::string_view value, std::string_view token) {
  while (!value.empty())
    if (next_part(value, ',') == token)
      return true;
  return false;
}

std::string_view credentials(const http_request& r, std::string_view scheme) {
  const std::string_view value = r.authorization;
  const bool has = value.size() > scheme.size() && value[scheme.size()] == ' '
                   && boost::beast::iequals(value.substr(0, scheme.size()), scheme);
  return has ? trimmed(value.substr(scheme.size())) : std::string_view{};
}

std::string_view bearer_token(const http_request& r) { return credentials(r, "Bearer"); }

std::string_view cookie_of(const http_request& r, std::string_view name) {
  for (std::string_view rest = r.cookie; !rest.empty();) {
    const auto one = next_part(rest, ';');
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=')
      return one.substr(name.size() + 1);
  }
  return {};
}

std::string percent_decoded(std::string_view s) {
  std::string text;
  for (std::size_t i = 0; i < s.size(); ++i) {
    unsigned byte = 0;
    auto digits = s.substr(std::min(s.size(), i + 1), 2);
    if (s[i] == '%' && digits.size() == 2
        && std::from_chars(digits.begin(), digits.end(), byte, 16).ptr == digits.end()) {
      text += static_cast<char>(byte);
      i += 2;
    } else {
      text += s[i];
    }
  }
  return text;
}

std::vector<std::pair<std::string, std::string>> fields_of_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> all;
  while (!query.empty()) {
    auto one = next_part(query, '&');
    const auto equals = std::min(one.size(), one.find('='));
    all.emplace_back(percent_decoded(one.substr(0, equals)),
                     percent_decoded(one.substr(std::min(one.size(), equals + 1))));
  }
  return all;
}

bool own_origin(const http_request& r) {
  return r.origin == "http://" + r.host || r.origin == "https://" + r.host;
}

bool origin_allowed(const http_request& r, const std::vector<std::string>& allowed) {
  return r.origin.empty() || own_origin(r)
         || std::find(allowed.begin(), allowed.end(), r.origin) != allowed.end();
}

} // namespace earshot::runtime
