#include "runtime/load/load_test.hpp"

#include "protocol/json_writer.hpp"
#include "runtime/load/failure.hpp"

#include <algorithm>
#include <charconv>
#include <random>

namespace earshot::load {

using namespace std::chrono_literals;
using protocol::json_writer;

namespace {

constexpr std::size_t users_max = 500; // a queue's member list has to fit in one frame

std::string run_name() {
  std::random_device random;
  return "bench" + std::to_string(random() % 1'000'000);
}

std::string stream_of(const std::string& conversation) { return "conversation/" + conversation; }

/// {"conversation":ID} with room for more fields.
json_writer& about(json_writer& w, const std::string& conversation) {
  return w.open_object().key("conversation").text(conversation);
}

} // namespace

load_test::load_test(boost::asio::io_context& io, endpoint to, badges badges, load_plan plan)
    : io_(io), plan_(std::move(plan)), crowd_(io, std::move(to), std::move(badges), *this),
      run_(run_name()), queue_(run_), schedule_(io), second_(io) {
  take_seats();
}

void load_test::take_seats() {
  const auto user = [&](const char* part, std::size_t n) {
    return run_ + "-" + part + "-" + std::to_string(n % users_max);
  };
  admin_ = crowd_.add(run_ + "-admin", {role::admin});
  first_connector_ = crowd_.size();
  for (std::size_t i = 0; i < plan_.connectors; ++i)
    crowd_.add(user("connector", i), {role::connector});
  first_agent_ = crowd_.size();
  for (std::size_t i = 0; i < plan_.agents; ++i)
    crowd_.add(user("agent", i), {role::agent});
  first_watcher_ = crowd_.size();
  for (std::size_t i = 0; i < plan_.watchers; ++i)
    crowd_.add(user("supervisor", 0), {role::supervisor});
}

report load_test::run(std::function<void()> started, std::function<void(const progress&)> told) {
  started_ = std::move(started);
  told_ = std::move(told);
  dialled_ = heard_ = clock::now();
  crowd_.connect([this] { set_up(); });
  every_second();
  io_.run();
  if (failure_)
    throw failure(runtime::exit_unavailable, *failure_);
  for (auto& [number, t] : talks_) // the run stalled: what is still missing will not come
    for (auto& check : t.checks)
      report_.lost += check.lost(static_cast<std::uint32_t>(t.due.size()));
  report_.sessions = crowd_.size();
  report_.connect = crowd_.connect_times();
  report_.rate = plan_.rate;
  return report_;
}

/// A queue of its own with everyone in it, so that nothing else on the server is touched.
void load_test::set_up() {
  report_.connecting = clock::now() - dialled_;
  std::string create, configure;
  json_writer w(create);
  w.open_object()
      .key("queue")
      .text(queue_)
      .key("name")
      .text("Load test")
      .key("members")
      .open_array();
  for (std::size_t i = 0; i < std::min(plan_.agents, users_max); ++i)
    w.text(crowd_.user(first_agent_ + i));
  w.close_array().key("supervisors").open_array();
  if (plan_.watchers > 0)
    w.text(crowd_.user(first_watcher_));
  w.close_array().key("languages").open_array().text("en").close_array().close_object();
  json_writer(configure)
      .open_object()
      .key("queue")
      .text(queue_)
      .key("sentiment")
      .boolean(true)
      .key("multilingual")
      .boolean(true)
      .close_object();
  crowd_[admin_].command("queue.create", create, expect_ok("queue.create"));
  crowd_[admin_].command("queue.configure", configure, [this](const answer& a) {
    expect_ok("queue.configure")(a);
    if (a.ok)
      begin();
  });
}

void load_test::begin() {
  began_ = heard_ = clock::now();
  started_();
  open_more();
  if (plan_.rate > 0)
    every_millisecond();
}

void load_test::open_more() {
  while (!over_ && talks_.size() < plan_.open && next_ < plan_.chats.size())
    open(next_++);
  if (talks_.empty())
    stop();
}

void load_test::open(std::uint64_t number) {
  auto& t = talks_[number];
  t.id = run_ + "-" + std::to_string(number);
  t.texts = &plan_.chats[number];
  t.connector = first_connector_ + number % plan_.connectors;
  t.followers.push_back(first_agent_ + number % plan_.agents);
  for (std::size_t i = 0; i < plan_.watchers; ++i)
    t.followers.push_back(first_watcher_ + i);
  t.checks.resize(t.followers.size());
  t.due.reserve(t.texts->size());

  std::string open, assign;
  json_writer o(open), a(assign);
  about(o, t.id)
      .key("queue")
      .text(queue_)
      .key("channel")
      .text("chat")
      .key("customer")
      .open_object()
      .key("id")
      .text("customer-" + t.id)
      .close_object()
      .close_object();
  about(a, t.id).key("agent").text(crowd_.user(t.followers[0])).close_object();
  crowd_[t.connector].command("conversation.open", open, expect_ok("conversation.open"));
  crowd_[t.connector].command("conversation.assign", assign, [this, number](const answer& done) {
    expect_ok("conversation.assign")(done);
    if (auto* found = find(number); found && done.ok)
      follow(number, *found);
  });
}

void load_test::follow(std::uint64_t number, talk& t) {
  for (std::size_t i = 0; i < t.followers.size(); ++i)
    crowd_[t.followers[i]].subscribe(stream_of(t.id), [this, number, i](const answer& a) {
      expect_ok("subscribe")(a);
      auto* found = find(number);
      if (!found || !a.ok)
        return;
      found->checks[i].begin(json_slice(a.result).number("offset"));
      if (++found->following == found->followers.size()) {
        ready_.push_back(number);
        pump();
      }
    });
}

/// Sends what is due. At a rate the n-th message is due at n/rate whoever it falls to, so that a
/// slow server cannot slow down the clock that it is measured by.
void load_test::pump() {
  const auto now = clock::now();
  while (!over_ && !ready_.empty()) {
    auto due = now;
    if (plan_.rate > 0) {
      const std::chrono::duration<double> after(static_cast<double>(spoken_) / plan_.rate);
      due = began_ + std::chrono::duration_cast<clock::duration>(after);
      if (due > now)
        return;
    }
    const auto number = ready_.front();
    ready_.pop_front();
    speak(number, due);
  }
}

void load_test::speak(std::uint64_t number, clock::time_point due) {
  auto& t = talks_.at(number);
  std::string args;
  json_writer w(args);
  about(w, t.id).key("text").text((*t.texts)[t.due.size()]).close_object();
  t.due.push_back(due);
  ++spoken_;
  crowd_[t.connector].command("conversation.message", args,
                              [this, number](const answer& a) { on_spoken(number, a); });
}

void load_test::on_spoken(std::uint64_t number, const answer& a) {
  auto* t = find(number);
  if (!t)
    return;
  heard_ = clock::now();
  if (a.ok) {
    ++report_.messages;
  } else if (a.retry) {
    ++report_.refused;
    t->due.pop_back(); // the same text again, after the others
  } else {
    return expect_ok("conversation.message")(a);
  }
  if (t->due.size() < t->texts->size()) {
    ready_.push_back(number);
    pump();
  } else {
    close(number, *t);
  }
}

void load_test::close(std::uint64_t number, talk& t) {
  std::string args;
  json_writer w(args);
  about(w, t.id).close_object();
  crowd_[t.connector].command("conversation.close", args, [this, number](const answer& a) {
    expect_ok("conversation.close")(a);
    if (auto* found = find(number); found && a.ok) {
      found->closed = true;
      settle(number);
    }
  });
}

void load_test::on_event(std::size_t seat, const event& e) {
  heard_ = clock::now();
  const auto number = number_of(e.stream);
  auto* t = find(number);
  if (!t) { // after its end nothing may come
    report_.duplicated += e.kind == "message";
    return;
  }
  const auto follower = seat < first_watcher_ ? 0 : 1 + seat - first_watcher_;
  report_.gaps += !t->checks[follower].follows(e.offset);
  if (e.kind == "message")
    on_message(*t, follower, json_slice(e.body).object("message"));
  else if (e.kind == "status" && json_slice(e.body).word("status") == "closed")
    on_finished(number, follower);
}

void load_test::on_message(talk& t, std::size_t follower, const json_slice& message) {
  const auto number = static_cast<std::uint32_t>(message.number("message"));
  ++report_.deliveries;
  if (number == 0 || number > t.due.size() || message.text("text") != (*t.texts)[number - 1]) {
    ++report_.corrupted;
    return;
  }
  const auto verdict = t.checks[follower].message(number);
  report_.duplicated += verdict == delivery_check::verdict::duplicated;
  report_.reordered += verdict == delivery_check::verdict::reordered;
  report_.latency.add(heard_ - t.due[number - 1]);
}

/// The stream has shown the close: all that comes before it has come, or never will.
void load_test::on_finished(std::uint64_t number, std::size_t follower) {
  auto& t = talks_.at(number);
  report_.lost += t.checks[follower].lost(static_cast<std::uint32_t>(t.due.size()));
  crowd_[t.followers[follower]].unsubscribe(stream_of(t.id));
  ++t.finished;
  settle(number);
}

void load_test::settle(std::uint64_t number) {
  auto& t = talks_.at(number);
  if (!t.closed || t.finished < t.followers.size())
    return;
  talks_.erase(number);
  report_.chats = ++settled_;
  report_.running = clock::now() - began_;
  open_more();
}

void load_test::on_cut(std::size_t, std::string_view stream, std::string_view) {
  report_.gaps += find(number_of(stream)) != nullptr;
}

void load_test::on_failed(std::size_t, const std::string& why) { fail(why); }

void load_test::every_millisecond() {
  schedule_.expires_after(1ms);
  schedule_.async_wait([this](boost::system::error_code ec) {
    if (ec || over_)
      return;
    pump();
    every_millisecond();
  });
}

void load_test::every_second() {
  second_.expires_after(1s);
  second_.async_wait([this](boost::system::error_code ec) {
    if (ec || over_)
      return;
    if (clock::now() - heard_ > plan_.stall)
      return began_ == clock::time_point() ? fail("the sessions could not all be opened") : stop();
    told_({clock::now() - began_, settled_, plan_.chats.size(), &report_});
    every_second();
  });
}

void load_test::fail(const std::string& why) {
  if (!over_)
    failure_ = why;
  stop();
}

void load_test::stop() {
  over_ = true;
  io_.stop();
}

load_test::talk* load_test::find(std::uint64_t number) {
  const auto it = talks_.find(number);
  return it == talks_.end() ? nullptr : &it->second;
}

std::uint64_t load_test::number_of(std::string_view stream) const {
  const auto digits = stream.substr(std::min(stream.size(), stream.rfind('-') + 1));
  std::uint64_t number = ~std::uint64_t{0};
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

client::answer_handler load_test::expect_ok(const char* what) {
  return [this, what](const answer& a) {
    heard_ = clock::now();
    if (!a.ok)
      fail(std::string(what) + " was refused with " + std::string(a.code) + ": "
           + std::string(a.message));
  };
}

} // namespace earshot::load
