#include "tests/catch.hpp"
#include "tests/domain/story.hpp"

#include <array>
#include <functional>
#include <map>

using namespace earshot;
using namespace earshot::testing;

namespace {

constexpr std::array all{status::bot,     status::open,    status::active,
                         status::waiting, status::wrap_up, status::closed};

policy wrapping_up() {
  policy p = sentiment_on();
  p.wrap_up_s = 60;
  return p;
}

/// A conversation by SMS that has come to this state, in a queue that wraps up.
told_conversation in(status s) {
  told_conversation t;
  t.d = t.d->with(queue_configured{"support", wrapping_up()});
  t.open(wrapping_up(), s == status::bot, channel::sms);
  if (s == status::active || s == status::waiting || s == status::wrap_up)
    t.tell(webchat, assign_conversation{"c1", "mette"});
  if (s == status::waiting)
    t.say(mette, "Can I help?");
  if (s == status::wrap_up || s == status::closed)
    t.tell(s == status::closed ? webchat : mette, close_conversation{"c1"});
  REQUIRE(t.c.status() == s);
  return t;
}

/// What leads to a state, tried from all of them. The refusal's code, or nothing.
using attempt = std::function<std::optional<errc>(told_conversation&)>;

const std::map<status, std::vector<attempt>>& attempts() {
  static const std::map<status, std::vector<attempt>> ways{
      {status::open,
       {[](auto& t) { return t.tell(webchat, escalate_conversation{"c1"}); },
        [](auto& t) {
          return t.tell(webchat, transfer_conversation{"c1", "support", {}});
        }}},
      {status::active,
       {[](auto& t) {
          return t.tell(webchat, assign_conversation{"c1", "mette"});
        },
        [](auto& t) { return t.tell(mette, take_conversation{"c1"}); },
        [](auto& t) {
          t.order(ask_agent{"mette", at(1000)});
          return t.tell(mette, accept_offer{"c1"});
        },
        [](auto& t) { return t.say(webchat, "Yes please"); }}},
      {status::waiting, {[](auto& t) { return t.say(mette, "One moment"); }}},
      {status::wrap_up, {[](auto& t) { return t.tell(mette, close_conversation{"c1"}); }}},
      {status::closed,
       {[](auto& t) { return t.tell(webchat, close_conversation{"c1"}); },
        [](auto& t) { return t.tell(mette, close_conversation{"c1"}); },
        [](auto& t) {
          return t.order(end_wrap_up{}, 100) ? std::nullopt : std::optional(errc::conflict);
        }}},
  };
  return ways;
}

} // namespace

TEST_CASE("The table of transitions, cell by cell") {
  //            bot    open   active waiting wrap_up closed
  const bool allowed[6][6] = {
      {false, true, false, false, false, true},  {false, false, true, false, false, true},
      {false, true, false, true, true, true},    {false, true, true, false, true, true},
      {false, false, false, false, false, true}, {false, false, false, false, false, false}};
  for (status from : all)
    for (status to : all) {
      CAPTURE(name_of(from), name_of(to));
      CHECK(may_follow(from, to)
            == allowed[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)]);
    }
}

TEST_CASE("A conversation changes its state as the table says, and in no other way") {
  bool seen[6][6] = {};
  for (status from : all)
    for (const auto& [to, ways] : attempts())
      for (const attempt& way : ways) {
        told_conversation t = in(from);
        CAPTURE(name_of(from), name_of(to));
        auto before = t.c.offset();
        auto refused = way(t);
        status after = t.c.status();
        CAPTURE(name_of(after));
        if (after != from)
          CHECK(may_follow(from, after));
        if (refused)
          CHECK(after == from);
        if (after == from && to != from && refused)
          CHECK(t.c.offset() == before + (t.asked ? 1 : 0));
        seen[static_cast<std::size_t>(from)][static_cast<std::size_t>(after)] |= after != from;
      }
  for (status from : all)
    for (status to : all) {
      // a queue that wraps up closes nothing at once that an agent had
      bool by_way_of_wrap_up =
          to == status::closed && (from == status::active || from == status::waiting);
      CAPTURE(name_of(from), name_of(to));
      if (!by_way_of_wrap_up)
        CHECK(seen[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)]
              == may_follow(from, to));
    }
}

TEST_CASE("A conflict names both states") {
  auto message = [](told_conversation& t, const viewer& who, conversation_command c) {
    auto what = t.c.decide(who, c, *t.d, {}, at(1));
    REQUIRE_FALSE(what);
    CHECK(what.error().code == errc::conflict);
    return what.error().message;
  };
  auto names = [](const std::string& text, std::string_view a, std::string_view b) {
    return text.find("is " + std::string(a)) != text.npos
           && text.find("cannot become " + std::string(b)) != text.npos;
  };
  told_conversation bot = in(status::bot), active = in(status::active), closed = in(status::closed);
  CHECK(names(message(bot, webchat, assign_conversation{"c1", "mette"}), "bot", "active"));
  CHECK(names(message(bot, mette, take_conversation{"c1"}), "bot", "active"));
  CHECK(names(message(bot, webchat, transfer_conversation{"c1", "support", {}}), "bot", "open"));
  CHECK(names(message(active, webchat, escalate_conversation{"c1"}), "active", "open"));
  CHECK(
      names(message(closed, webchat, transfer_conversation{"c1", {}, "per"}), "closed", "active"));
  CHECK(names(message(closed, mette, accept_offer{"c1"}), "closed", "active"));
}

TEST_CASE("A customer who is silent on an asynchronous channel lets the agent wait") {
  told_conversation t = in(status::waiting);
  CHECK_FALSE(t.c.routing(*t.d).takes_place());
  SECTION("and takes a place again with the next word") {
    t.say(webchat, "I am back");
    CHECK(t.c.status() == status::active);
    CHECK(t.c.routing(*t.d).takes_place());
    CHECK(std::get<status_changed>(of_conversation(*t.c.events().back())).by.empty());
  }
  SECTION("a chat is never silent for that long") {
    told_conversation chat;
    chat.open();
    chat.tell(webchat, assign_conversation{"c1", "mette"});
    chat.say(mette, "Can I help?");
    CHECK(chat.c.status() == status::active);
  }
}

TEST_CASE("After the talk the agent has time to wrap up") {
  told_conversation t = in(status::wrap_up);
  CHECK(t.say(webchat, "One more thing") == errc::conversation_closed);
  CHECK_FALSE(t.tell(mette, add_note{"c1", "Refund is on its way"}));
  CHECK(t.tell(webchat, close_conversation{"c1"}) == errc::conversation_closed);
  SECTION("until the time is over, and not before") {
    CHECK_FALSE(t.order(end_wrap_up{}, 30));
    CHECK(t.order(end_wrap_up{}, 100));
    CHECK(t.c.status() == status::closed);
  }
  SECTION("or until the agent closes again") {
    CHECK_FALSE(t.tell(mette, close_conversation{"c1"}));
    CHECK(t.c.status() == status::closed);
  }
}

TEST_CASE("What a former agent may still read says what of it was erased") {
  told_conversation t;
  t.open();
  t.tell(webchat, assign_conversation{"c1", "mette"});
  t.say(webchat, "hello");
  t.tell(webchat, transfer_conversation{"c1", {}, "per"});
  t.apply(*t.c.decide_erasure("root", 1));
  auto then = t.c.as_of(*t.c.served_until("mette"));
  CHECK(then.agent() == "mette");
  CHECK(then.erased_upto() == 1);
}
