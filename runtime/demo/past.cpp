#include "runtime/demo/past.hpp"

#include "protocol/json_writer.hpp"
#include "runtime/demo/cast.hpp"
#include "runtime/demo/dialogues.hpp"

#include <algorithm>
#include <array>
#include <map>
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
  for (const auto& p : people())
    if (p.part == role::agent)
      all.push_back({role::admin, "user.set", object([&](json_writer& w) {
                       w.key("user").text(p.user).key("name").text(p.name);
                       w.key("mail").text(p.user + "@example.com");
                       w.key("chat_url").text("https://chat.example.com/" + p.user);
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
      w.key("queue").text(seller.queue).key("channel").text(spoken ? "voice" : "chat");
      w.key("customer").open_object().key("id").text(customer_id(customer));
      w.key("name").text(customer_name(customer)).key("language").text(script.language);
      w.close_object().key("at").time(at_);
    });
    add("conversation.assign",
        [&](json_writer& w) { w.key("agent").text(seller.user).key("at").time(at_); });
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

/// What a manager has made of the newest conversations.
std::vector<deed> coaching(const std::map<std::string, std::string>& newest) {
  const auto comment = [&](const char* seller, const char* text, bool share) {
    return deed{role::manager, "comment.add", object([&](json_writer& w) {
                  w.key("conversation").text(newest.at(seller)).key("message").number(2);
                  w.key("text").text(text).key("share").boolean(share);
                })};
  };
  return {comment("mette", "Calm and clear: the customer knows at once what happens next.", true),
          comment("sofia", "Good that you asked first what they need.", true),
          comment("john", "To talk about: say sooner what you are doing.", false),
          {role::manager, "conversation.share", object([&](json_writer& w) {
             w.key("conversation").text(newest.at("mette"));
             texts(w, "sellers", {"lars", "aino"});
           })}};
}

} // namespace

std::string customer_id(std::uint64_t n) { return "customer-" + std::to_string(n + 1); }

/// The first name is that of the story, so that nobody else has it.
std::string_view customer_name(std::uint64_t n) {
  return n == 0 ? names[0] : names[1 + n % (names.size() - 1)];
}

std::vector<deed> past(std::uint64_t seed, time_point now) {
  std::mt19937_64 random(seed);
  auto all = team();
  std::map<std::string, std::string> newest; // conversation of each person
  std::uint64_t n = 0, seat = 0;
  for (const auto& p : people()) {
    if (p.part != role::agent)
      continue;
    std::vector<const dialogue*> scripts;
    for (const auto& d : dialogues())
      if (d.queue == p.queue && !d.story)
        scripts.push_back(&d);
    // Everyone has their own pace; one is so slow that the team's figures tell.
    const double pace = p.user == "john" ? 3.2 : 0.8 + 0.12 * static_cast<double>(seat % 5);
    ++seat;
    for (int day = days; day > 0; --day)
      for (int k = 0; k < a_day; ++k, ++n) {
        const auto& script = *scripts[random() % scripts.size()];
        const auto at = now - std::chrono::hours(24 * day) + std::chrono::minutes(random() % 480);
        const bool cut = random() % 10 < 1 + seat / 2; // ended before it was good again
        const bool sells = p.queue == "sales";
        const auto& id = newest[p.user] = "e" + std::to_string(n + 1);
        const bool spoken = n % 3 == 0 || day == 1; // what is commented on can be listened to
        auto deeds = told(id, p, script, n % 40, at, spoken)
                         .tell(pace, cut ? script.lines.size() / 2 + 1 : script.lines.size(),
                               cut ? (sells ? "lost" : "unsolved") : (sells ? "won" : "solved"));
        std::move(deeds.begin(), deeds.end(), std::back_inserter(all));
      }
  }
  auto last = coaching(newest);
  std::move(last.begin(), last.end(), std::back_inserter(all));
  return all;
}

} // namespace earshot::demo
