#include "runtime/echo_session.hpp"

#include "runtime/io_thread.hpp"
#include "runtime/shared_state.hpp"

namespace earshot::runtime {

void echo_session::echo(std::string_view bytes, bool binary) {
  heard_ = clock::now();
  waiting_bytes_ += bytes.size();
  if (waiting_bytes_ > waiting_bytes_max)
    return socket_->abort(); // nothing else would get through
  waiting_.push_back({std::make_shared<const std::string>(bytes), binary});
  if (!socket_->sending())
    send_next();
}

void echo_session::send_next() {
  if (waiting_.empty())
    return;
  message next = std::move(waiting_.front());
  waiting_.pop_front();
  waiting_bytes_ -= next.bytes->size();
  if (next.binary)
    socket_->send_binary(std::move(next.bytes));
  else
    socket_->send(std::move(next.bytes));
}

void echo_session::on_sent() {
  heard_ = clock::now();
  send_next();
}

void echo_session::every_second(clock::time_point now) {
  if (now - heard_ > silence_max)
    socket_->abort();
}

void echo_session::close(protocol::close_code code) {
  waiting_.clear();
  socket_->close(static_cast<std::uint16_t>(code), protocol::reason_of(code));
}

void echo_session::on_closed(std::uint16_t, std::string_view) {
  home_.shared().addresses.leave(address_);
  home_.remove(shared_from_this());
}

} // namespace earshot::runtime
