// A small office for tests: a queue with a member and a supervisor, a team, and a conversation in
// it.
#pragma once

#include "domain/conversation.hpp"

#include <memory>

namespace earshot::testing {

inline const viewer webchat{"webchat", {role::connector}};
inline const viewer mette{"mette", {role::agent}};
inline const viewer sofia{"sofia", {role::supervisor}};
inline const viewer marko{"marko", {role::manager}};
inline const viewer stranger{"otto",
                             {role::agent, role::supervisor, role::manager, role::connector}};

inline time_point at(std::int64_t second) {
  return time_point{std::chrono::seconds{1'700'000'000 + second}};
}

inline directory_ptr office() {
  auto d = directory{}.with(queue_defined{"support", "Support", {"mette"}, {"sofia"}, {english}});
  return d->with(team_defined{"north", {"marko"}, {"mette"}});
}

inline policy sentiment_on(std::uint32_t version = 1) {
  policy p;
  p.version = version;
  p.sentiment = true;
  return p;
}

/// Decides and applies as an actor would, without one.
struct told_conversation {
  conversation c{"c1"};
  directory_ptr d = office();
  std::int64_t now = 0;
  bool asked = false; ///< an order came to something

  void apply(conversation_event what) {
    auto e = std::make_shared<event>();
    e->offset = c.offset() + 1;
    e->at = at(++now);
    e->what = std::move(what);
    c.apply(e);
  }

  void open(policy p = sentiment_on(), bool with_bot = false, channel by = channel::chat) {
    open_conversation o;
    o.conversation = "c1";
    o.queue = "support";
    o.customer = {"u7", "Ana", {}, {}};
    o.with_bot = with_bot;
    o.channel = by;
    apply(c.decide(webchat, o, std::make_shared<const policy>(p)));
  }

  /// The refusal's code, or nothing if it was carried out.
  std::optional<errc> tell(const viewer& who, conversation_command command, reading r = {}) {
    auto what = c.decide(who, command, *d, r, at(now + 1));
    if (!what)
      return what.error().code;
    apply(std::move(*what));
    if (auto next = c.consequence())
      apply(std::move(*next));
    return std::nullopt;
  }

  /// Whether the conversation does what routing proposes, `later` seconds from now.
  bool order(routing_order o, std::int64_t later = 0) {
    auto what = c.decide(o, at(now + later));
    if (what)
      apply(std::move(*what));
    asked |= what.has_value();
    return what.has_value();
  }

  std::optional<errc> say(const viewer& who, std::string text, double score = 0) {
    add_message m;
    m.conversation = "c1";
    m.text = std::move(text);
    return tell(who, m, {english, 3, {.score = score}});
  }
};

} // namespace earshot::testing
