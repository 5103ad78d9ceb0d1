#include "runtime/load/client.hpp"

#include "protocol/json_writer.hpp"
#include "runtime/load/json_slice.hpp"

#include <boost/asio/ssl/context.hpp>

#include <algorithm>

namespace earshot::load {

using protocol::json_writer;

std::shared_ptr<client> client::connect(boost::asio::io_context& io, const endpoint& to,
                                        std::string token, client_events& owner) {
  std::shared_ptr<client> made(new client(to, std::move(token), owner));
  runtime::websocket_options options;
  options.message_bytes_max = 1024 * 1024; // a snapshot may have 256 KiB
  options.buffer_bytes = 1024;
  made->socket_ = runtime::websocket::connect(io, to.host, to.port, to.target,
                                              {{"Sec-WebSocket-Protocol", "earshot.v1"}}, options,
                                              made, made->tls_.get());
  return made;
}

client::client(const endpoint& to, std::string token, client_events& owner)
    : token_(std::move(token)), owner_(&owner) {
  if (!to.tls)
    return;
  namespace ssl = boost::asio::ssl;
  tls_ = std::make_shared<ssl::context>(ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(tls_->native_handle(), TLS1_2_VERSION);
  if (to.ca_file.empty())
    tls_->set_default_verify_paths();
  else
    tls_->load_verify_file(to.ca_file);
}

void client::command(std::string_view op, std::string_view args, answer_handler handler,
                     std::string_view key) {
  std::string fields;
  json_writer w(fields);
  w.key("op").text(op).key("args").raw(args);
  if (!key.empty())
    w.key("key").text(key);
  ask("command", fields, std::move(handler));
}

void client::query(std::string_view what, std::string_view args, answer_handler handler) {
  std::string fields;
  json_writer(fields).key("what").text(what).key("args").raw(args);
  ask("query", fields, std::move(handler));
}

void client::subscribe(std::string_view stream, answer_handler handler, std::string_view from) {
  std::string fields;
  json_writer w(fields);
  w.key("stream").text(stream);
  if (!from.empty())
    w.key("from").raw(from);
  ask("subscribe", fields, std::move(handler));
}

void client::unsubscribe(std::string_view stream, answer_handler handler) {
  std::string fields;
  json_writer(fields).key("stream").text(stream);
  ask("unsubscribe", fields, std::move(handler));
}

void client::close() { socket_->close(1000, ""); }

void client::leave() {
  owner_ = nullptr;
  socket_->abort();
}

void client::on_open() {
  std::string hello;
  json_writer w(hello);
  w.open_object().key("type").text("hello").key("v").number(1).key("token").text(token_);
  w.key("client").open_object().key("name").text("earshot-bench").close_object().close_object();
  send(std::move(hello));
}

void client::ask(std::string_view type, std::string_view fields, answer_handler handler) {
  request r{next_id_++, std::move(handler), {}};
  const auto id = std::to_string(r.id);
  r.frame.reserve(fields.size() + 48);
  json_writer(r.frame)
      .open_object()
      .key("type")
      .text(type)
      .key("id")
      .text(id)
      .raw(fields)
      .close_object();
  waiting_.push_back(std::move(r));
  send_waiting();
}

void client::send_waiting() {
  while (!waiting_.empty() && in_flight_.size() < in_flight_max) {
    in_flight_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
    send(std::move(in_flight_.back().frame));
  }
}

void client::send(std::string frame) {
  outbox_.push_back(std::make_shared<const std::string>(std::move(frame)));
  if (!socket_->sending())
    on_sent();
}

void client::on_sent() {
  if (outbox_.empty())
    return;
  auto next = std::move(outbox_.front());
  outbox_.pop_front();
  socket_->send(std::move(next));
}

void client::on_text(std::string_view text) {
  if (!owner_)
    return;
  const json_slice frame(text);
  const auto type = frame.word("type");
  if (type == "event")
    owner_->on_event(
        {frame.word("stream"), frame.word("kind"), frame.raw("body"), frame.number("offset")});
  else if (type == "ok")
    on_answer(frame.number("id"),
              {true, frame.raw("result"), {}, {}, false, frame.raw("duplicate") == "true"});
  else if (type == "error")
    on_error(frame.number("id"),
             {false, {}, frame.word("code"), frame.word("message"), frame.raw("retry") == "true"});
  else if (type == "snapshot")
    owner_->on_snapshot({frame.word("stream"), frame.raw("state"), frame.number("offset")});
  else if (type == "gap" || type == "revoked")
    owner_->on_cut(frame.word("stream"), type);
  else if (type == "welcome")
    owner_->on_ready();
}

void client::on_error(std::uint64_t id, const answer& error) {
  if (id == 0)
    owner_->on_error(error);
  else
    on_answer(id, error);
}

void client::on_answer(std::uint64_t id, const answer& a) {
  const auto it = std::find_if(in_flight_.begin(), in_flight_.end(),
                               [id](const request& r) { return r.id == id; });
  if (it == in_flight_.end())
    return;
  const auto handler = std::move(it->handler);
  in_flight_.erase(it);
  send_waiting();
  if (handler)
    handler(a);
}

void client::on_binary(std::string_view) { socket_->close(1003, "text frames only"); }

void client::on_closed(std::uint16_t code, std::string_view reason) {
  if (owner_)
    owner_->on_closed(code, reason);
}

} // namespace earshot::load
