#include "bench/stage.hpp"

#include "protocol/json_writer.hpp"

namespace earshot::bench {

using protocol::json_writer;

std::string texts(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  std::string out;
  json_writer w(out);
  w.open_object();
  for (const auto& [name, text] : fields)
    w.key(name).text(text);
  w.close_object();
  return out;
}

std::string opening(std::string_view conversation, std::string_view queue,
                    std::string_view customer) {
  std::string out;
  json_writer w(out);
  w.open_object().key("conversation").text(conversation).key("queue").text(queue);
  w.key("channel").text("chat").key("customer").open_object().key("id").text(customer);
  w.close_object().close_object();
  return out;
}

std::string_view must(const load::answer& a) {
  if (!a.ok)
    throw std::runtime_error(std::string(a.code) + ": " + std::string(a.message));
  return a.result;
}

void stage::sign_in() {
  bool ready = false;
  crowd_.connect([&] { ready = true; });
  run_until([&] { return ready; });
}

void stage::follow(std::size_t seat, std::string_view stream) {
  bool done = false;
  crowd_[seat].subscribe(stream, [&](const load::answer& a) { must(a), done = true; });
  run_until([&] { return done; });
}

std::string stage::ask(std::size_t seat, std::string_view op, std::string_view args) {
  std::optional<std::string> result;
  crowd_[seat].command(op, args, [&](const load::answer& a) { result = std::string(must(a)); });
  run_until([&] { return result.has_value(); });
  return *result;
}

std::string stage::query(std::size_t seat, std::string_view what, std::string_view args) {
  std::optional<std::string> result;
  crowd_[seat].query(what, args, [&](const load::answer& a) { result = std::string(must(a)); });
  run_until([&] { return result.has_value(); });
  return *result;
}

void stage::send(std::size_t seat, std::string_view op, std::string_view args) {
  run_until([&] { return under_way_ < under_way_max; });
  ++under_way_;
  crowd_[seat].command(op, args, [this](const load::answer& a) { must(a), --under_way_; });
}

void stage::settle() {
  run_until([&] { return under_way_ == 0; });
}

void stage::rest(std::chrono::milliseconds time) {
  io_.restart();
  io_.run_for(time);
}

void stage::on_cut(std::size_t seat, std::string_view stream, std::string_view how) {
  throw std::runtime_error(crowd_.user(seat) + ": " + std::string(stream) + " ended with "
                           + std::string(how));
}

void stage::on_failed(std::size_t, const std::string& why) { throw std::runtime_error(why); }

} // namespace earshot::bench
