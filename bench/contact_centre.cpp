// A contact centre at work: agents who are offered chats, accept, answer and close them, customers
// who say what real ones said, and supervisors who watch the queues. Halfway and at the end every
// supervisor's wall is held against one put together anew from the conversations themselves. Prints
// one JSON object; exit code 1 if any wall was wrong:
//   contact_centre EARSHOT CHATS.tsv… [--chats N] [--rate CUSTOMER_MESSAGES_PER_S]
#include "bench/picture.hpp"
#include "bench/stage.hpp"
#include "protocol/json_writer.hpp"
#include "runtime/load/chats.hpp"
#include "runtime/load/files.hpp"
#include "runtime/load/histogram.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace earshot;
using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;
using load::json_slice;

constexpr std::size_t connectors = 10, agents = 200, supervisors = 20, queues = 5;
constexpr std::size_t capacity = 5;
constexpr std::size_t open_max = agents * capacity + 100; // some have to wait
constexpr std::size_t declined_every = 40;                // an agent's offers
constexpr std::string_view reply = "Thank you, let me look into that for you.";

std::string queue_name(std::size_t q) { return "queue-" + std::to_string(q); }
std::string chat_name(std::size_t n) { return "c" + std::to_string(n); }

std::size_t number_in(std::string_view name) {
  std::size_t n = 0;
  auto digits = name.substr(name.find_last_not_of("0123456789") + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), n);
  return n;
}

/// Every person is in two queues, every queue has as many.
bool is_in(std::size_t person, std::size_t queue) {
  return person % queues == queue || (person + 1) % queues == queue;
}

struct talk {
  std::size_t next = 0;    ///< text to say
  std::size_t agent = 0;   ///< seat, once accepted
  clock::time_point said;  ///< the newest text
  bool unanswered = false; ///< and the agent has not replied to it
  bool thinking = false;   ///< but is about to
  bool offered = false, over = false;
};

/// One supervisor's session: the walls of their queues, and which texts they have seen there.
struct watcher {
  std::map<std::string, bench::picture, std::less<>> walls; ///< by stream
  std::vector<std::size_t> seen;                            ///< by chat: texts on the wall
};

class centre final : public bench::stage {
public:
  centre(const load::server_process& server, std::vector<load::chat> chats, double rate)
      : stage(server), chats_(std::move(chats)), rate_(rate), talks_(chats_.size()) {
    admin_ = people().add("root", {role::admin});
    for (std::size_t i = 0; i < connectors; ++i)
      people().add("webchat-" + std::to_string(i), {role::connector});
    for (std::size_t i = 0; i < agents; ++i)
      people().add("agent-" + std::to_string(i), {role::agent});
    for (std::size_t i = 0; i < supervisors; ++i)
      people().add("supervisor-" + std::to_string(i), {role::supervisor});
    watchers_.resize(supervisors);
    for (watcher& w : watchers_)
      w.seen.resize(chats_.size());
  }

  void open_doors() {
    sign_in();
    for (std::size_t q = 0; q < queues; ++q)
      ask(admin_, "queue.create", definition_of(q));
    for (std::size_t s = 0; s < supervisors; ++s)
      for (std::size_t q = 0; q < queues; ++q)
        if (is_in(s, q))
          follow(first_supervisor + s, "queue/" + queue_name(q));
    for (std::size_t a = first_agent; a < first_agent + agents; ++a) {
      follow(a, "agent/" + people().user(a));
      ask(a, "presence.set",
          R"({"presence":"available","capacity":)" + std::to_string(capacity) + "}");
    }
  }

  /// Until that many chats are closed.
  void work_until(std::size_t closed) {
    heard_ = clock::now();
    began_ = heard_ - worked_;
    while (closed_ < closed) {
      auto now = clock::now();
      open_more();
      answer_customers(now);
      speak(now);
      tell_progress(now);
      io().restart();
      io().run_for(1ms);
      if (now - heard_ > 30s)
        throw std::runtime_error("nothing has happened for half a minute");
    }
    worked_ = clock::now() - began_;
  }

  /// Walls that are wrong, once nothing happens any more: rows and figures.
  std::size_t wrong_on_walls() {
    rest(2s);
    std::size_t wrong = 0;
    for (std::size_t q = 0; q < queues; ++q) {
      bench::wall_rows truth = recomputed(q);
      std::uint64_t entered = 0, accepted = 0;
      for (std::size_t n = q; n < opened_; n += queues)
        ++entered, accepted += talks_[n].agent != 0;
      for (const watcher& w : watchers_)
        if (auto wall = w.walls.find("queue/" + queue_name(q)); wall != w.walls.end()) {
          wrong += bench::differences(wall->second.rows(), truth);
          wrong += bench::wrong_figures(wall->second, truth, entered, accepted);
        }
    }
    return wrong;
  }

  std::size_t chats() const { return chats_.size(); }
  std::size_t open() const { return opened_ - closed_; }

  std::string report(std::size_t wrong_halfway, std::size_t wrong_at_end) const {
    std::size_t never_offered = 0;
    for (const talk& t : talks_)
      never_offered += !t.offered;
    std::chrono::duration<double> seconds = worked_, cpu = server_cost().cpu;
    auto ms = [](load::histogram::duration d) { return static_cast<double>(d.count()) / 1e6; };
    return fmt::format(
        R"({{"agents":{},"supervisors":{},"queues":{},"chats":{},"offered":{},"declined":{},)"
        R"("accepted":{},"closed":{},"messages":{},"replies":{},"seconds":{:.1f},)"
        R"("to_wall_ms":{{"p50":{:.0f},"p99":{:.0f},"max":{:.0f},"n":{}}},"wall_events":{},)"
        R"("alerts":{},"server_core_percent":{:.1f},"server_mb":{:.0f},)"
        R"("wrong_halfway":{},"wrong_at_end":{}}})",
        agents, supervisors, queues, talks_.size(), talks_.size() - never_offered, declined_,
        accepted_, closed_, said_, replied_, seconds.count(), ms(to_wall_.quantile(0.5)),
        ms(to_wall_.quantile(0.99)), ms(to_wall_.max()), to_wall_.total(), wall_events_, alerts_,
        100 * cpu / seconds, static_cast<double>(server_cost().resident_bytes) / 1e6, wrong_halfway,
        wrong_at_end);
  }

private:
  static constexpr std::size_t first_connector = 1, first_agent = first_connector + connectors,
                               first_supervisor = first_agent + agents;

  std::string definition_of(std::size_t q) {
    std::string args;
    protocol::json_writer w(args);
    w.open_object().key("queue").text(queue_name(q)).key("sentiment").boolean(true);
    w.key("members").open_array();
    for (std::size_t a = 0; a < agents; ++a)
      if (is_in(a, q))
        w.text(people().user(first_agent + a));
    w.close_array().key("supervisors").open_array();
    for (std::size_t s = 0; s < supervisors; ++s)
      if (is_in(s, q))
        w.text(people().user(first_supervisor + s));
    w.close_array().key("alerts").open_object(); // real customers are seldom worse than that
    w.key("supervisor").text("slightly_negative").close_object().close_object();
    return args;
  }

  load::client& connector_of(std::size_t n) { return people()[first_connector + n % connectors]; }

  // --- customers

  void open_more() {
    while (opened_ < chats_.size() && open() < open_max) {
      std::size_t n = opened_++;
      connector_of(n).command(
          "conversation.open",
          bench::opening(chat_name(n), queue_name(n % queues), "customer-" + std::to_string(n)),
          [](const load::answer& a) { bench::must(a); });
      ready_.push_back(n);
    }
  }

  /// The n-th text is due at n/rate, whoever it falls to.
  void speak(clock::time_point now) {
    while (!ready_.empty() && now - began_ >= std::chrono::duration<double>(said_ / rate_)) {
      std::size_t n = ready_.front();
      ready_.pop_front();
      talk& t = talks_[n];
      ++said_;
      t.said = clock::now();
      t.unanswered = true;
      connector_of(n).command(
          "conversation.message",
          bench::texts({{"conversation", chat_name(n)}, {"text", chats_[n][t.next++]}}),
          [this, n](const load::answer& a) { on_said(n, a); });
    }
  }

  void on_said(std::size_t n, const load::answer& a) {
    bench::must(a);
    heard_ = clock::now();
    think_about(n);
  }

  // --- agents

  /// Agents take 400 to 900 ms to answer, longer than the wall takes.
  void think_about(std::size_t n) {
    talk& t = talks_[n];
    if (t.agent == 0 || !t.unanswered || std::exchange(t.thinking, true))
      return;
    replies_.emplace(clock::now() + 400ms + std::chrono::milliseconds(n * 37 % 500), n);
  }

  void answer_customers(clock::time_point now) {
    while (!replies_.empty() && replies_.begin()->first <= now) {
      std::size_t n = replies_.begin()->second;
      replies_.erase(replies_.begin());
      talks_[n].unanswered = talks_[n].thinking = false;
      ++replied_;
      people()[talks_[n].agent].command(
          "conversation.message", bench::texts({{"conversation", chat_name(n)}, {"text", reply}}),
          [this, n](const load::answer& a) { on_replied(n, a); });
    }
  }

  void on_replied(std::size_t n, const load::answer& a) {
    bench::must(a);
    heard_ = clock::now();
    if (talks_[n].next < chats_[n].size())
      return ready_.push_back(n);
    people()[talks_[n].agent].command(
        "conversation.close", bench::texts({{"conversation", chat_name(n)}, {"outcome", "solved"}}),
        [this, n](const load::answer& closed) {
          bench::must(closed);
          heard_ = clock::now();
          talks_[n].over = true;
          ++closed_;
        });
  }

  void on_offer(std::size_t seat, std::size_t n) {
    talks_[n].offered = true;
    std::string about = bench::texts({{"conversation", chat_name(n)}});
    if (++offers_ % declined_every == 0) {
      ++declined_;
      return people()[seat].command("offer.decline", about,
                                    [](const load::answer& a) { bench::must(a); });
    }
    people()[seat].command("offer.accept", about, [this, seat, n](const load::answer& a) {
      bench::must(a);
      heard_ = clock::now();
      ++accepted_;
      talks_[n].agent = seat;
      think_about(n);
    });
  }

  // --- supervisors

  void on_snapshot(std::size_t seat, const load::snapshot& s) override {
    if (seat >= first_supervisor)
      watchers_[seat - first_supervisor].walls[std::string(s.stream)].begin(s.state);
  }

  void on_event(std::size_t seat, const load::event& e) override {
    if (e.kind == "offer")
      return on_offer(seat, number_in(json_slice(e.body).word("conversation")));
    if (seat < first_supervisor)
      return;
    ++wall_events_;
    alerts_ += e.kind == "alert";
    watcher& w = watchers_[seat - first_supervisor];
    bench::picture& wall = w.walls.find(e.stream)->second;
    if (e.kind == "figures")
      wall.take_figures(e.body);
    if (e.kind != "conversation")
      return;
    json_slice row(e.body);
    wall.take_row(row);
    note_latency(w, number_in(row.word("conversation")), row);
  }

  /// A row whose customer waits has the newest text in it: the one before was answered.
  void note_latency(watcher& w, std::size_t n, const json_slice& row) {
    const talk& t = talks_[n];
    if (!t.unanswered || row.number("waiting_ms") == 0 || w.seen[n] == t.next)
      return;
    w.seen[n] = t.next;
    to_wall_.add(clock::now() - t.said);
  }

  /// The rows of a queue's open chats, from their states; asked by one of its supervisors.
  bench::wall_rows recomputed(std::size_t q) {
    bench::wall_rows rows;
    for (std::size_t n = q; n < opened_; n += queues) {
      if (talks_[n].over)
        continue;
      std::string state = query(first_supervisor + q, "conversation",
                                bench::texts({{"conversation", chat_name(n)}}));
      rows.emplace(chat_name(n), bench::wall_row::of(json_slice(state)));
    }
    return rows;
  }

  void tell_progress(clock::time_point now) {
    if (now - told_ < 5s)
      return;
    told_ = now;
    fmt::print(stderr,
               "{:5.0f} s  {} of {} chats closed, {} open, {} messages, wall p99 {:.0f} ms\n",
               std::chrono::duration<double>(now - began_).count(), closed_, chats_.size(), open(),
               said_ + replied_, static_cast<double>(to_wall_.quantile(0.99).count()) / 1e6);
  }

  std::vector<load::chat> chats_;
  double rate_;
  std::vector<talk> talks_;
  std::vector<watcher> watchers_;
  std::size_t admin_ = 0;
  std::deque<std::size_t> ready_; ///< chats whose customer may say the next text
  std::multimap<clock::time_point, std::size_t> replies_; ///< when due, in which chat
  std::size_t opened_ = 0, closed_ = 0, offers_ = 0, declined_ = 0, accepted_ = 0;
  std::size_t said_ = 0, replied_ = 0, wall_events_ = 0, alerts_ = 0;
  clock::time_point began_, told_, heard_ = clock::now();
  clock::duration worked_{0};
  load::histogram to_wall_;
};

} // namespace

int main(int argc, char** argv) {
  CLI::App app("A contact centre at work, every wall checked");
  std::string earshot;
  std::vector<std::string> files;
  std::size_t chats_max = 5'000;
  double rate = 600;
  app.add_option("earshot", earshot, "The binary")->required();
  app.add_option("files", files, "Tab-separated chats: conversation, turn, text")->required();
  app.add_option("--chats", chats_max, "How many of them");
  app.add_option("--rate", rate, "Customers' messages a second");
  CLI11_PARSE(app, argc, argv);

  std::vector<load::chat> chats;
  for (const std::string& file : files)
    load::read_chats(file, chats);
  if (chats.size() > chats_max)
    chats.resize(chats_max);
  load::allow_many_files();
  const load::server_process server(earshot, {"serve", "--ephemeral", "--listen", "127.0.0.1:0"});
  centre c(server, std::move(chats), rate);
  c.open_doors();
  c.work_until(c.chats() / 2);
  const auto wrong_halfway = c.wrong_on_walls();
  c.work_until(c.chats());
  const auto wrong_at_end = c.wrong_on_walls();
  fmt::print("{}\n", c.report(wrong_halfway, wrong_at_end));
  return wrong_halfway + wrong_at_end == 0 ? 0 : 1;
}
