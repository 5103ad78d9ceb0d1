#include "runtime/demo/contact_centre.hpp"

#include "domain/level.hpp"
#include "protocol/json_writer.hpp"
#include "runtime/load/json_slice.hpp"
#include "runtime/shared_state.hpp"

#include <algorithm>
#include <cmath>

namespace earshot::demo {

using namespace std::chrono_literals;
using load::json_slice;
using protocol::json_writer;

namespace {

constexpr std::size_t talks_max = 60;
constexpr double arrival_s = 0.75;
constexpr auto recent = 5s;

std::string stream_of(const std::string& conversation) { return "conversation/" + conversation; }

/// {"conversation":ID}, open for more fields.
json_writer& about_talk(json_writer& w, const std::string& conversation) {
  return w.open_object().key("conversation").text(conversation);
}

} // namespace

contact_centre::contact_centre(boost::asio::io_context& io, load::endpoint to, load::badges badges,
                               std::uint64_t seed, double pace,
                               std::function<void(const std::string&)> failed)
    : io_(io), server_(to), crowd_(io, std::move(to), badges, *this), random_(seed), pace_(pace),
      seed_(seed), failed_(std::move(failed)), door_(io), story_(io) {
  for (const auto& p : people()) {
    const auto seat = crowd_.add(p.user, {p.part}, p.name);
    if (p.part == role::admin)
      admin_ = seat;
    else if (p.part == role::connector) {
      connector_ = seat;
      connector_token_ = badges.badge(p.user, {p.part}, p.name);
    } else if (p.part == role::supervisor)
      supervisor_ = seat;
    else if (p.part == role::manager)
      manager_ = seat;
  }
  for (const auto& d : dialogues())
    if (!d.story)
      scripts_[d.queue].push_back(&d);
}

/// Again every minute, for those who come later.
void contact_centre::tell_story() {
  for (const auto& d : dialogues())
    if (d.story)
      welcome(d);
  story_.expires_after(60s);
  story_.async_wait([this](boost::system::error_code ec) {
    if (!ec)
      tell_story();
  });
}

/// A conversation that has been going on for a while.
void contact_centre::join_midway() {
  const auto& script = next_script();
  const auto said = random_() % (script.lines.size() / 2 + 1);
  const auto now = runtime::wall_clock();
  auto& t = welcome(script, now - 8s * (said + 1));
  for (std::size_t i = 0; i < said; ++i) {
    if (t.script->lines[t.line].who == speaker::hand_over) {
      hand_over(t);
      assign(t);
      ++t.line;
    } else {
      send(t, t.script->lines[t.line++], now - 8s * (said - i));
    }
  }
}

/// A customer every now and then.
void contact_centre::arrive() {
  if (talks_.size() < talks_max)
    welcome(next_script());
  door_.expires_after(about(arrival_s));
  door_.async_wait([this](boost::system::error_code ec) {
    if (!ec)
      arrive();
  });
}

/// The queues in turn, so that none stays empty.
const dialogue& contact_centre::next_script() {
  auto& scripts = scripts_[queues[customers_ % queues.size()].id];
  std::rotate(scripts.begin(), scripts.begin() + 1, scripts.end());
  return *scripts.back();
}

contact_centre::talk& contact_centre::welcome(const dialogue& script,
                                              std::optional<time_point> at) {
  const auto customer = script.story ? 0 : ++customers_;
  auto made = std::make_unique<talk>(io_, script);
  auto& t = *made;
  t.id = "c" + std::to_string(++opened_talks_);
  talks_.emplace(t.id, std::move(made));
  std::string args;
  json_writer w(args);
  about_talk(w, t.id).key("queue").text(script.queue).key("channel").text("chat");
  w.key("customer").open_object().key("id").text(customer_id(customer));
  w.key("name").text(customer_name(customer)).key("language").text(script.language);
  w.close_object();
  if (script.with_bot())
    w.key("with_bot").boolean(true);
  if (at)
    w.key("at").time(*at);
  w.close_object();
  crowd_[connector_].command("conversation.open", args, expect_ok("conversation.open"));
  if (!script.with_bot() && (at || script.story))
    assign(t, at);
  schedule(t);
  return t;
}

void contact_centre::assign(talk& t, std::optional<time_point> at) {
  t.agent = idlest_agent(t.script->queue);
  std::string args;
  json_writer w(args);
  about_talk(w, t.id).key("agent").text(crowd_.user(t.agent));
  if (at)
    w.key("at").time(*at);
  w.close_object();
  crowd_[connector_].command("conversation.assign", args,
                             [this, id = t.id, agent = t.agent](const load::answer& a) {
                               or_let_go(id)(a);
                               if (a.ok && talks_.contains(id))
                                 crowd_[agent].subscribe(stream_of(id));
                             });
}

/// Most are served soon; some see what a queue is.
void contact_centre::wait_for_agent(talk& t) {
  const auto luck = random_() % 10;
  t.next.expires_after(about(luck < 6 ? 1.5 : luck < 9 ? 9 : 26));
  t.next.async_wait([this, id = t.id](boost::system::error_code ec) {
    const auto it = talks_.find(id);
    if (ec || it == talks_.end())
      return;
    assign(*it->second);
    schedule(*it->second);
  });
}

/// When the next line is said: reading and typing take their time, and people more of it.
void contact_centre::schedule(talk& t) {
  if (t.line == t.script->lines.size())
    return leave(t.id);
  const auto& said = t.script->lines[t.line];
  const bool answers = said.who == speaker::agent;
  if (answers && t.agent == 0)
    return wait_for_agent(t);
  if (t.script->story)
    t.next.expires_at(t.began + std::chrono::milliseconds(std::lround(said.at_s * 1000)));
  else
    t.next.expires_after(
        about(answers && t.taken ? 15 : 1.5 + static_cast<double>(said.text.size()) / 25));
  t.next.async_wait([this, id = t.id](boost::system::error_code ec) {
    if (const auto it = talks_.find(id); !ec && it != talks_.end())
      say(*it->second);
  });
}

void contact_centre::say(talk& t) {
  const auto& said = t.script->lines[t.line++];
  if (said.who == speaker::hand_over)
    hand_over(t);
  else if (said.who != speaker::agent || !t.taken)
    send(t, said);
  schedule(t);
}

/// The bot's part is over.
void contact_centre::hand_over(talk& t) {
  std::string args;
  json_writer w(args);
  about_talk(w, t.id).close_object();
  crowd_[connector_].command("conversation.escalate", args, or_let_go(t.id));
}

/// By whoever says it; with `at`, what was said before the demo comes from the connector.
void contact_centre::send(talk& t, const line& said, std::optional<time_point> at) {
  const bool agent = said.who == speaker::agent;
  std::string args;
  json_writer w(args);
  about_talk(w, t.id).key("text").text(said.text);
  if (said.who == speaker::bot)
    w.key("author").open_object().key("role").text("bot").close_object();
  if (agent && at)
    w.key("author")
        .open_object()
        .key("role")
        .text("agent")
        .key("id")
        .text(crowd_.user(t.agent))
        .close_object();
  if (at)
    w.key("at").time(*at);
  w.close_object();
  const auto now = clock::now();
  if (said.who == speaker::customer)
    t.sent = now;
  recent_.push_back(now);
  crowd_[agent && !at ? t.agent : connector_].command("conversation.message", args,
                                                      or_let_go(t.id));
}

void contact_centre::leave(const std::string& id) {
  std::string args;
  json_writer w(args);
  about_talk(w, id).close_object();
  crowd_[connector_].command("conversation.close", args); // unless somebody has closed it
  forget(id);
}

void contact_centre::forget(const std::string& id) {
  if (const auto seat = talks_.at(id)->agent; seat != 0)
    crowd_[seat].unsubscribe(stream_of(id));
  talks_.erase(id);
}

void contact_centre::on_event(std::size_t, const load::event& e) {
  if (e.kind == "figures")
    return note_levels(e.stream, e.body);
  if (e.kind != "message")
    return;
  const auto author = json_slice(e.body).object("message").object("author").word("role");
  const auto it = talks_.find(std::string(e.stream.substr(e.stream.find('/') + 1)));
  if (author == "customer" && it != talks_.end())
    latency_.add(clock::now() - it->second->sent);
}

void contact_centre::on_snapshot(std::size_t seat, const load::snapshot& s) {
  if (seat == supervisor_)
    note_levels(s.stream, json_slice(s.state).raw("figures"));
}

void contact_centre::note_levels(std::string_view stream, std::string_view figures) {
  const auto by_level = json_slice(figures).object("by_level");
  auto& counts = levels_[std::string(stream)];
  for (std::size_t i = 0; i < counts.size(); ++i)
    counts[i] = by_level.number(name_of(static_cast<level>(static_cast<int>(i) - 3)));
}

view contact_centre::look() {
  const auto now = clock::now();
  while (!recent_.empty() && now - recent_.front() > recent)
    recent_.pop_front();
  view v;
  v.conversations = talks_.size();
  v.queues = queues.size();
  v.msgs_per_s =
      static_cast<double>(recent_.size()) / std::chrono::duration<double>(recent).count();
  v.p99 = latency_.quantile(0.99);
  for (const auto& [stream, counts] : levels_)
    for (std::size_t i = 0; i < counts.size(); ++i)
      v.by_level[i] += counts[i];
  return v;
}

std::size_t contact_centre::idlest_agent(const std::string& queue) const {
  std::map<std::size_t, std::size_t> load;
  for (std::size_t seat = 0; seat < people().size(); ++seat)
    if (people()[seat].queue == queue)
      load[seat] = 0;
  for (const auto& [id, t] : talks_)
    if (const auto it = load.find(t->agent); it != load.end())
      ++it->second;
  return std::min_element(load.begin(), load.end(),
                          [](auto& a, auto& b) { return a.second < b.second; })
      ->first;
}

load::client::answer_handler contact_centre::expect_ok(const char* what) {
  return [this, what](const load::answer& a) {
    if (!a.ok)
      failed_(std::string(what) + " was refused with " + std::string(a.code) + ": "
              + std::string(a.message));
  };
}

load::client::answer_handler contact_centre::or_let_go(const std::string& id) {
  return [this, id](const load::answer& a) {
    const auto it = talks_.find(id);
    if (a.ok || it == talks_.end())
      return;
    if (a.code == "conversation_closed" || a.code == "not_found")
      forget(id);
    else
      it->second->taken = true;
  };
}

/// `seconds` at our pace, give or take 40 %.
std::chrono::milliseconds contact_centre::about(double seconds) {
  const double share = static_cast<double>(random_() % 1000) / 1000; // the same on every machine
  return std::chrono::milliseconds(std::lround(seconds * (0.6 + 0.8 * share) / pace_ * 1000));
}

} // namespace earshot::demo
