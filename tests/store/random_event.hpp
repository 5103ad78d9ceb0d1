// Events of every kind with random content, for properties that must hold for all of them.
#pragma once

#include "domain/event.hpp"

#include <random>
#include <string>

namespace earshot::store {

class random_event {
public:
  explicit random_event(std::uint32_t seed) : random_{seed} {}

  event_ptr operator()(std::uint64_t offset = 1);

  std::uint64_t number(std::uint64_t most) {
    return std::uniform_int_distribution<std::uint64_t>{0, most}(random_);
  }
  bool chance() { return number(1) == 1; }
  std::string text(std::size_t most) {
    auto s = std::string(number(most), '\0');
    for (auto& c : s)
      c = static_cast<char>(number(255));
    return s;
  }

private:
  template <class E>
  E one_of(int first, int last) {
    return static_cast<E>(first
                          + static_cast<int>(number(static_cast<std::uint64_t>(last - first))));
  }
  template <class T, class F>
  std::vector<T> list(F make) {
    std::vector<T> v(number(4));
    for (auto& x : v)
      x = make();
    return v;
  }
  template <class T>
  std::optional<T> perhaps(T value) {
    return chance() ? std::optional<T>{std::move(value)} : std::nullopt;
  }

  double score() { return static_cast<double>(number(20'000)) / 10'000 - 1; }
  std::int64_t wide() {
    return static_cast<std::int64_t>(random_() * std::uint64_t{1} << number(40));
  }
  time_point time() {
    return time_point{milliseconds{static_cast<std::int64_t>(number(1ull << 42)) - 1000}};
  }
  language lang() { return chance() ? *language::parse(chance() ? "da" : "fi") : language{}; }
  level any_level() { return one_of<level>(-3, 3); }
  no_score reason() { return one_of<no_score>(0, 5); }
  mood any_mood() { return {score(), reason(), any_level(), std::uint8_t(number(6)), chance()}; }
  scoring any_scoring() { return {perhaps(score()), reason(), chance(), chance()}; }
  policy any_policy() {
    return {static_cast<std::uint32_t>(number(1u << 31)), chance(), chance(),
            {perhaps(any_level()), perhaps(any_level())}, text(20), text(40),
            static_cast<std::uint32_t>(number(3600))};
  }
  policy_applied any_policy_applied() {
    return {any_policy(), list<late_score>([this] {
              return late_score{std::uint32_t(number(1000)), lang(), any_scoring()};
            }),
            any_mood(), changes()};
  }
  alert_changes changes() { return {one_of<alert_change>(0, 2), one_of<alert_change>(0, 2)}; }
  std::vector<std::string> ids() {
    return list<std::string>([this] { return text(20); });
  }

  std::shared_ptr<const signals> any_signals() {
    auto span = [this] {
      return text_span{std::uint32_t(number(400)), std::uint32_t(number(400))};
    };
    signals s;
    s.mentions = list<mention>([this] {
      return mention{one_of<tracked>(0, 1), text(10), std::uint32_t(number(9))};
    });
    s.questions = list<text_span>(span);
    s.promises = list<text_span>(span);
    return chance() ? std::make_shared<const signals>(std::move(s)) : nullptr;
  }

  conversation_event of_conversation();
  directory_event of_directory();

  std::mt19937 random_;
};

inline conversation_event random_event::of_conversation() {
  switch (number(23)) {
  case 0: {
    opening o;
    o.queue = text(10);
    o.connector = text(10);
    o.channel = one_of<channel>(0, 4);
    o.customer = {text(10), text(30), lang(), list<attribute_list::value_type>([this] {
                    return std::pair{text(8), text(12)};
                  })};
    o.subject = perhaps(subject{text(5), text(5)});
    o.with_bot = chance();
    o.policy = std::make_shared<const policy>(any_policy());
    o.skills = ids();
    return opened{std::move(o)};
  }
  case 1: {
    utterance u;
    u.message = static_cast<std::uint32_t>(number(1u << 31));
    u.by = {one_of<author_role>(0, 2), text(10)};
    u.text = text(400);
    u.at = time();
    u.start_ms = perhaps(wide());
    u.duration_ms = perhaps(wide());
    u.lang = lang();
    u.words = static_cast<std::uint32_t>(number(300));
    u.scored = any_scoring();
    return message_added{std::move(u), any_mood(), any_signals(), changes()};
  }
  case 2: return escalated{};
  case 3: return assigned{text(10), text(10)};
  case 4: return note_added{text(10), text(200)};
  case 5:
    return status_changed{one_of<status>(0, 5), one_of<outcome>(0, 4), text(10), perhaps(time())};
  case 6:
    return comment_added{{text(4), text(10), text(10),
                          perhaps(static_cast<std::uint32_t>(number(1000))), text(200), chance(),
                          text(4)}};
  case 7: return comment_edited{text(4), text(10), text(200)};
  case 8: return comment_deleted{text(4), text(10)};
  case 9: return conversation_shared{text(10), ids(), perhaps(time())};
  case 10: return conversation_unshared{text(10), ids()};
  case 11:
    return action_item_marked{static_cast<std::uint32_t>(number(9)), one_of<item_state>(0, 1),
                              text(10)};
  case 12: return recording_attached{text(10), text(12), number(1ull << 40), text(30)};
  case 13: return whispered{text(10), text(10), text(200)};
  case 14: return joined{text(10)};
  case 15: return alert_answered{text(10), one_of<alert_answer>(0, 1)};
  case 16:
    return content_erased{text(10), number(1ull << 40), static_cast<std::uint32_t>(number(99)),
                          static_cast<std::uint32_t>(number(99))};
  case 17: return offered{text(10), time(), chance()};
  case 18: return offer_ended{text(10), one_of<offer_end>(0, 3)};
  case 19: return transfer_asked{text(10), text(10), text(10)};
  case 20:
    return transferred{text(10), text(10), text(10),
                       std::make_shared<const policy_applied>(any_policy_applied())};
  case 21: return agent_lost{text(10)};
  case 22: return agent_back{text(10)};
  default: return any_policy_applied();
  }
}

inline directory_event random_event::of_directory() {
  switch (number(4)) {
  case 0:
    return queue_defined{text(10),
                         text(30),
                         ids(),
                         ids(),
                         list<language>([this] { return lang(); }),
                         text(12),
                         list<std::pair<user_id, std::vector<std::string>>>([this] {
                           return std::pair{text(10), ids()};
                         }),
                         perhaps(any_policy())};
  case 1: return queue_configured{text(10), any_policy()};
  case 2: return user_defined{text(10), text(30), text(30), text(60)};
  case 3:
    return trackers_defined{text(10), ids(), list<competitor>([this] {
                              return competitor{text(10), ids()};
                            })};
  default: return team_defined{text(10), ids(), ids(), text(10)};
  }
}

inline event_ptr random_event::operator()(std::uint64_t offset) {
  auto e = std::make_shared<event>();
  e->offset = offset;
  e->at = time();
  if (number(3) > 0)
    e->what = of_conversation();
  else if (number(9) > 0)
    e->what = of_directory();
  else
    e->what = erasure_event{erasure_ordered{text(10), text(30), ids()}};
  if (chance())
    e->key = std::make_unique<const key_use>(key_use{text(10), text(64), number(~0ull)});
  return e;
}

} // namespace earshot::store
