#include "runtime/demo/past.hpp"

#include "protocol/json_writer.hpp"
#include "runtime/demo/contact_centre.hpp"

#include <array>
#include <random>

namespace earshot::demo {

using namespace std::chrono_literals;
using protocol::json_writer;

namespace {

constexpr int days = 30;
constexpr int a_day = 1;           // conversations of a person, at least
constexpr auto word_takes = 380ms; // said aloud
constexpr std::array names{"Freja", "Ana",  "Emma", "Oliver", "Ida",  "Noah",
                           "Eero",  "Liam", "Saga", "Maja",   "Onni", "Ella"};

template <class Fill>
std::string object(Fill fill) {
  std::string text;
  json_writer w(text);
  fill(w.open_object());
  w.close_object();
  return text;
}

void texts(json_writer& w, std::string_view key, const std::vector<std::string>& all) {
  w.key(key).open_array();
  for (const auto& one : all)
    w.text(one);
  w.close_array();
}

std::vector<std::string> agents() {
  std::vector<std::string> all;
  for (const auto& p : people())
    if (p.part == role::agent)
      all.push_back(p.user);
  return all;
}

std::vector<deed> team() {
  std::vector<deed> all;
  all.push_back({role::admin, "queue.create", object([](json_writer& w) {
                   w.key("queue").text(past_queue).key("name").text("Earlier");
                   texts(w, "members", agents());
                   texts(w, "languages", {"en", "da", "fi"});
                 })});
  all.push_back({role::admin, "queue.configure", object([](json_writer& w) {
                   w.key("queue").text(past_queue).key("sentiment").boolean(true);
                   w.key("multilingual").boolean(true);
                 })});
  for (const auto& p : people())
    if (p.part == role::agent)
      all.push_back({role::admin, "user.set", object([&](json_writer& w) {
                       w.key("user").text(p.user).key("name").text(p.name);
                       w.key("mail").text(p.user + "@example.com");
                     })});
  all.push_back({role::admin, "team.set", object([](json_writer& w) {
                   w.key("team").text("nordic");
                   texts(w, "managers", {"maria"});
                   texts(w, "sellers", agents());
                 })});
  all.push_back({role::admin, "trackers.set", object([](json_writer& w) {
                   w.key("scope").text("all");
                   texts(w, "keywords", {"invoice", "offer", "faktura", "pakke", "lasku", "price"});
                   w.key("competitors").open_array().open_object().key("name").text("Fjordnet");
                   texts(w, "aliases", {"Fjord Net"});
                   w.close_object().close_array();
                 })});
  return all;
}

/// One closed conversation of `seller`, as it went.
class told {
public:
  told(std::string id, const person& seller, const dialogue& script, std::uint64_t customer,
       time_point at, bool spoken)
      : id_(std::move(id)), seller_(seller), script_(script), at_(at), spoken_(spoken) {
    add("conversation.open", [&](json_writer& w) {
      w.key("queue").text(past_queue).key("channel").text(spoken ? "voice" : "chat");
      w.key("customer").open_object().key("id").text(customer_id(customer));
      w.key("name").text(customer_name(customer)).key("language").text(script.language);
      w.close_object().key("at").time(at_);
    });
    add("conversation.assign", [&](json_writer& w) { w.key("agent").text(seller.user); });
  }

  /// `pace` stretches the seller's pauses; lines after `lines` were never said.
  std::vector<deed> tell(double pace, std::size_t lines, std::string_view outcome) && {
    for (std::size_t i = 0; i < std::min(lines, script_.lines.size()); ++i)
      if (script_.lines[i].who == speaker::customer || script_.lines[i].who == speaker::agent)
        say(script_.lines[i], pace);
    add("conversation.close",
        [&](json_writer& w) { w.key("outcome").text(outcome).key("at").time(at_); });
    return std::move(all_);
  }

private:
  template <class Fill>
  void add(std::string op, Fill fill) {
    all_.push_back({role::connector, std::move(op), object([&](json_writer& w) {
                      w.key("conversation").text(id_);
                      fill(w);
                    })});
  }

  void say(const line& said, double pace) {
    const bool agent = said.who == speaker::agent;
    const auto words = 1 + std::count(said.text.begin(), said.text.end(), ' ');
    const auto takes = words * word_takes;
    const auto pause = std::chrono::milliseconds(
        static_cast<std::int64_t>((agent ? 1400 * pace : 700) * (spoken_ ? 1 : 12)));
    at_ += pause;
    clock_ += pause;
    add("conversation.message", [&](json_writer& w) {
      w.key("text").text(said.text).key("author").open_object().key("role");
      w.text(agent ? "agent" : "customer");
      if (agent)
        w.key("id").text(seller_.user);
      w.close_object().key("at").time(at_);
      if (spoken_)
        w.key("start_ms").number(clock_.count()).key("duration_ms").number(takes.count());
    });
    at_ += takes;
    clock_ += takes;
  }

  std::string id_;
  const person& seller_;
  const dialogue& script_;
  time_point at_;
  bool spoken_;
  std::chrono::milliseconds clock_{0}; ///< since the call began
  std::vector<deed> all_;
};

} // namespace

std::string customer_id(std::uint64_t n) { return "customer-" + std::to_string(n + 1); }

/// The first name is that of the story, so that nobody else has it.
std::string_view customer_name(std::uint64_t n) {
  return n == 0 ? names[0] : names[1 + n % (names.size() - 1)];
}

std::vector<deed> past(std::uint64_t seed, time_point now) {
  std::mt19937_64 random(seed);
  auto all = team();
  std::uint64_t n = 0, seat = 0;
  for (const auto& p : people()) {
    if (p.part != role::agent)
      continue;
    std::vector<const dialogue*> scripts;
    for (const auto& d : dialogues())
      if (d.queue == p.queue && !d.story)
        scripts.push_back(&d);
    const double pace = 0.8 + 0.25 * static_cast<double>(seat++ % 5); // everyone has their own
    for (int day = days; day > 0; --day)
      for (int k = 0; k < a_day; ++k, ++n) {
        const auto& script = *scripts[random() % scripts.size()];
        const auto at = now - std::chrono::hours(24 * day) + std::chrono::minutes(random() % 480);
        const bool cut = random() % 10 < 1 + seat / 2; // ended before it was good again
        const bool sells = p.queue == "sales";
        auto deeds = told("e" + std::to_string(n + 1), p, script, n % 40, at, random() % 2 == 0)
                         .tell(pace, cut ? script.lines.size() / 2 + 1 : script.lines.size(),
                               cut ? (sells ? "lost" : "unsolved") : (sells ? "won" : "solved"));
        std::move(deeds.begin(), deeds.end(), std::back_inserter(all));
      }
  }
  return all;
}

} // namespace earshot::demo
