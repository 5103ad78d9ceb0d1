// Sessions of a server of our own, driven step by step, for benches that do one thing after the
// other. One thread; whatever is refused, cut off or does not come ends the bench with its words.
#pragma once

#include "runtime/load/crowd.hpp"
#include "runtime/load/server_process.hpp"

#include <boost/asio/io_context.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace earshot::bench {

/// A flat JSON object of texts.
std::string texts(std::initializer_list<std::pair<std::string_view, std::string_view>> fields);
/// The arguments of `conversation.open`, on the channel `chat`.
std::string opening(std::string_view conversation, std::string_view queue,
                    std::string_view customer);

class stage : public load::crowd_events {
public:
  explicit stage(const load::server_process& server)
      : server_(server), crowd_(io_, server.where(), load::badges(server.key()), *this) {}

  load::crowd& people() { return crowd_; }
  boost::asio::io_context& io() { return io_; }

  /// Everyone who was added.
  void sign_in();
  void follow(std::size_t seat, std::string_view stream);
  /// Waits for the answer and returns its result.
  std::string ask(std::size_t seat, std::string_view op, std::string_view args);
  std::string query(std::size_t seat, std::string_view what, std::string_view args);
  /// Waits for no more than room: at most 48 are under way.
  void send(std::size_t seat, std::string_view op, std::string_view args);
  /// Until all that was sent is answered.
  void settle();

  void rest(std::chrono::milliseconds time);
  template <class Done>
  void run_until(Done done) {
    io_.restart();
    while (!done())
      if (io_.run_one_for(patience) == 0)
        throw std::runtime_error("the server has said nothing for a minute");
  }

  load::process_cost server_cost() const { return load::process_cost::of(server_.process()); }

protected:
  void on_event(std::size_t, const load::event&) override {}
  void on_cut(std::size_t seat, std::string_view stream, std::string_view how) override;
  void on_failed(std::size_t seat, const std::string& why) override;

private:
  static constexpr std::chrono::minutes patience{1};
  static constexpr std::size_t under_way_max = 48;

  const load::server_process& server_;
  boost::asio::io_context io_{1};
  load::crowd crowd_;
  std::size_t under_way_ = 0;
};

/// The result of an answer; throws the words of a refusal.
std::string_view must(const load::answer& a);

} // namespace earshot::bench
