#include "runtime/demo/contact_centre.hpp"
#include "runtime/demo/recordings.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

using namespace earshot::demo;

TEST_CASE("The demo's dialogues can be played") {
  std::set<std::string> queues, languages;
  int stories = 0;
  for (const auto& d : dialogues()) {
    INFO(d.queue << ": " << d.lines.front().text);
    queues.insert(d.queue);
    languages.insert(d.language);
    stories += d.story;
    const auto said_by = [&](speaker who) {
      return std::count_if(d.lines.begin(), d.lines.end(), [&](auto& l) { return l.who == who; });
    };
    CHECK(said_by(speaker::customer) >= 1);
    CHECK(said_by(speaker::hand_over) == (d.with_bot() ? 1 : 0));
    const auto hand_over = std::find_if(d.lines.begin(), d.lines.end(),
                                        [](auto& l) { return l.who == speaker::hand_over; });
    if (d.with_bot()) // nobody else can answer before it, and the bot is silent after it
      CHECK(std::none_of(d.lines.begin(), hand_over,
                         [](auto& l) { return l.who == speaker::agent; }));
    CHECK(std::none_of(hand_over, d.lines.end(), [](auto& l) { return l.who == speaker::bot; }));
  }
  CHECK(queues == std::set<std::string>{"danish", "finnish", "sales", "support"});
  CHECK(languages == std::set<std::string>{"da", "en", "fi"});
  CHECK(stories == 1);
}

TEST_CASE("The story turns at ten seconds and again at thirty") {
  const auto& all = dialogues();
  const auto story = std::find_if(all.begin(), all.end(), [](auto& d) { return d.story; });
  REQUIRE(story != all.end());
  CHECK(story->language == "da");
  CHECK(std::is_sorted(story->lines.begin(), story->lines.end(),
                       [](auto& a, auto& b) { return a.at_s < b.at_s; }));
  const auto said_at = [&](double s) {
    return std::any_of(story->lines.begin(), story->lines.end(),
                       [s](auto& l) { return l.at_s == s && l.who == speaker::customer; });
  };
  CHECK(said_at(10));
  CHECK(said_at(30));
}

TEST_CASE("The demo's past") {
  using namespace std::chrono_literals;
  const earshot::time_point now{std::chrono::hours(24 * 365 * 56)};
  const auto deeds = past(1, now);

  SECTION("is the same for one seed, and another for another") {
    const auto same = [&](const std::vector<deed>& other) {
      return std::equal(deeds.begin(), deeds.end(), other.begin(), other.end(),
                        [](auto& a, auto& b) { return a.op == b.op && a.args == b.args; });
    };
    CHECK(same(past(1, now)));
    CHECK_FALSE(same(past(2, now)));
  }
  SECTION("closes every conversation it opens, thirty for every agent") {
    const auto count = [&](std::string_view op) {
      return std::count_if(deeds.begin(), deeds.end(), [&](auto& d) { return d.op == op; });
    };
    const auto agents = std::count_if(people().begin(), people().end(),
                                      [](auto& p) { return p.part == earshot::role::agent; });
    CHECK(count("conversation.open") == 30 * agents);
    CHECK(count("conversation.close") == 30 * agents);
    CHECK(count("conversation.message") > 4 * 30 * agents);
    CHECK(count("team.set") == 1);
  }
  SECTION("lies before now") {
    const auto stamp = earshot::to_rfc3339(now - 1h);
    for (const auto& d : deeds)
      if (const auto at = d.args.find("\"at\":\""); at != std::string::npos)
        CHECK(d.args.substr(at + 6, stamp.size()) < stamp);
  }
  SECTION("gives the story's name to one customer only") {
    CHECK(customer_name(0) == "Freja");
    for (std::uint64_t n = 1; n < 100; ++n)
      CHECK(customer_name(n) != "Freja");
  }
}

TEST_CASE("Everyone's last call in the demo can be listened to") {
  const auto deeds = past(1, earshot::time_point{std::chrono::hours(24 * 365 * 56)});
  const auto all = last_calls(deeds);
  CHECK(all.size() == 9);
  for (const recording& r : all) {
    INFO(r.conversation);
    CHECK(r.wav.starts_with("RIFF"));
    CHECK(r.wav.substr(8, 8) == "WAVEfmt ");
    CHECK(r.wav.size() > 44 + 3 * 8000); // some seconds of it
    CHECK(r.wav.size() < 44 + 90 * 8000);
    CHECK(std::any_of(r.wav.begin() + 44, r.wav.end(),
                      [](char c) { return c != static_cast<char>(0x80); }));
  }
  const auto commented =
      std::find_if(deeds.begin(), deeds.end(), [](auto& d) { return d.op == "comment.add"; });
  REQUIRE(commented != deeds.end());
  CHECK(std::any_of(all.begin(), all.end(), [&](auto& r) {
    return commented->args.find('"' + r.conversation + '"') != std::string::npos;
  }));
}

TEST_CASE("A dialogue that breaks its form is named") {
  const auto said = [](const char* text) -> std::string {
    try {
      parse_dialogues(text);
      return "";
    } catch (const std::logic_error& e) {
      return e.what();
    }
  };
  CHECK(said("c hello\n") == "dialogues: \"c hello\" stands before any heading");
  CHECK(said("@ q en\nx hello\n") == "dialogues: who says \"x hello\"?");
  CHECK(said("@ q en\nc\n") == "dialogues: nothing is said in \"c\"");
  CHECK(parse_dialogues("@ q en story\nc 1.5 hello there\n")[0].lines[0].at_s == 1.5);
}
