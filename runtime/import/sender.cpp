#include "runtime/import/sender.hpp"

#include "protocol/json_writer.hpp"

#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace earshot::imports {

namespace {

using protocol::json_writer;

/// The same line of the same file has the same key, however often it is imported, and whatever
/// becomes of the lines around it.
std::string key_of(const line_said& said) {
  std::uint64_t h = 14695981039346656037ULL;
  auto mix = [&h](std::string_view s) {
    for (unsigned char c : s)
      h = (h ^ c) * 1099511628211ULL;
    h = (h ^ 0xFF) * 1099511628211ULL;
  };
  mix(said.text);
  mix(std::to_string(said.start_ms.value_or(-1)));
  mix(name_of(said.by));
  return fmt::format("import-{}-{:016x}", said.line, h);
}

std::optional<time_point> began_at(const conversation_said& c) {
  if (c.began)
    return c.began;
  std::optional<time_point> first;
  for (const line_said& said : c.said)
    if (said.at)
      first = first ? std::min(*first, *said.at) : *said.at;
  return first;
}

/// When the last word was over; nothing where the file knows no time of day.
std::optional<time_point> ended_at(const conversation_said& c) {
  std::optional<time_point> last;
  for (const line_said& said : c.said) {
    if (!said.at && !c.began)
      continue;
    auto start =
        said.at.value_or(c.began.value_or(time_point{}) + milliseconds(said.start_ms.value_or(0)));
    auto end = start + milliseconds(said.duration_ms.value_or(0));
    last = last ? std::max(*last, end) : end;
  }
  return last;
}

class sender final : public load::client_events {
public:
  sender(const destination& to, const std::vector<conversation_said>& all) : to_(to), all_(all) {
    for (const conversation_said& c : all)
      lines_ += c.said.size();
  }

  outcome_of_import run() {
    client_ = load::client::connect(io_, to_.server, to_.token, *this);
    io_.run();
    if (out_.failed.empty() && next_ < all_.size())
      out_.failed = "the connection ended too early";
    return std::move(out_);
  }

  void on_ready() override { send_next(); }
  void on_event(const load::event&) override {}
  void on_cut(std::string_view, std::string_view) override {}
  void on_error(const load::answer& e) override { out_.failed = e.message; }
  void on_closed(std::uint16_t code, std::string_view reason) override {
    if (!done_ && out_.failed.empty())
      out_.failed = fmt::format("the server closed the connection: {} {}", code, reason);
  }

private:
  void send_next() {
    if (next_ == all_.size()) {
      done_ = true;
      client_->close();
      return;
    }
    const conversation_said& c = all_[next_++];
    show_progress();
    open(c);
    for (const line_said& said : c.said)
      say(c, said);
    if (to_.leave_open)
      step("", c.name, {});
    else
      close(c);
  }

  void open(const conversation_said& c) {
    std::string args;
    json_writer w(args);
    w.open_object().key("conversation").text(c.name).key("queue").text(to_.queue);
    w.key("channel").text(to_.channel).key("customer").open_object().key("id");
    w.text(to_.customer.empty() ? c.name : to_.customer).close_object();
    auto began = began_at(c);
    if (began)
      w.key("at").time(*began);
    w.close_object();
    client_->command(
        "conversation.open", args,
        [this, &c](const load::answer& a) {
          if (!a.ok)
            refuse(c, 0, "the conversation is not opened: " + std::string(a.message));
        },
        "import-open");
    if (to_.seller.empty())
      return;
    args.clear();
    json_writer assign(args);
    assign.open_object().key("conversation").text(c.name).key("agent").text(to_.seller);
    if (began)
      assign.key("at").time(*began);
    assign.close_object();
    client_->command(
        "conversation.assign", args,
        [this, &c](const load::answer& a) {
          if (!a.ok)
            refuse(c, 0, "it is not assigned: " + std::string(a.message));
        },
        "import-assign");
  }

  void show_progress() const {
    fmt::print(stderr, "\r{} of {} conversations, {} of {} lines", next_, all_.size(), answered_,
               lines_);
  }

  void say(const conversation_said& c, const line_said& said) {
    std::string args;
    json_writer w(args);
    w.open_object().key("conversation").text(c.name).key("text").text(said.text);
    w.key("author").open_object().key("role").text(name_of(said.by));
    if (!said.who.empty())
      w.key("id").text(said.who);
    w.close_object();
    if (said.start_ms)
      w.key("start_ms").number(*said.start_ms);
    if (said.duration_ms)
      w.key("duration_ms").number(*said.duration_ms);
    if (said.at)
      w.key("at").time(*said.at);
    else if (c.began)
      w.key("at").time(*c.began + milliseconds(said.start_ms.value_or(0)));
    if (!said.language.empty())
      w.key("language").text(said.language);
    w.close_object();
    client_->command(
        "conversation.message", args,
        [this, &c, &said](const load::answer& a) {
          constexpr std::size_t lines_a_step = 500;
          if (++answered_ % lines_a_step == 0 || answered_ == lines_)
            show_progress();
          if (!a.ok)
            return refuse(c, said.line, std::string(a.message));
          ++out_.sent;
          out_.duplicate += a.duplicate;
        },
        key_of(said));
  }

  void close(const conversation_said& c) {
    std::string args;
    json_writer w(args);
    w.open_object().key("conversation").text(c.name);
    if (auto ended = ended_at(c))
      w.key("at").time(*ended);
    w.close_object();
    step("conversation.close", c.name, args);
  }

  /// The last command of a conversation: what comes after its answer is the next conversation.
  void step(std::string_view op, const std::string& name, std::string args) {
    if (op.empty()) { // nothing to do but wait for all that was sent
      json_writer(args).open_object().close_object();
      return client_->query("whoami", args, [this](const load::answer&) { send_next(); });
    }
    client_->command(
        op, args,
        [this, &name](const load::answer& a) {
          if (!a.ok && a.code != "conversation_closed")
            out_.refused.push_back({name, {0, "it is not closed: " + std::string(a.message)}});
          send_next();
        },
        "import-close");
  }

  void refuse(const conversation_said& c, std::size_t line, std::string why) {
    out_.refused.push_back({c.file, {line, std::move(why)}});
  }

  const destination& to_;
  const std::vector<conversation_said>& all_;
  boost::asio::io_context io_{1};
  std::shared_ptr<load::client> client_;
  std::size_t next_ = 0;
  std::size_t lines_ = 0, answered_ = 0; ///< of all conversations
  bool done_ = false;
  outcome_of_import out_;
};

} // namespace

outcome_of_import send_all(const destination& to, const std::vector<conversation_said>& all) {
  auto out = sender(to, all).run();
  fmt::print(stderr, "\n");
  return out;
}

} // namespace earshot::imports
