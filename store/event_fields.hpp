// How every event looks on disk, in one table: its number, and its members in the order in which
// they are written. To add an event, give it a new number; to add a member, put it last: a record
// of before then reads as one with that member's default. Never renumber, reorder or remove.
#pragma once

#include "domain/event.hpp"

#include <tuple>
#include <type_traits>

namespace earshot::store {

/// `number` (events only) and `members` of T.
template <class T>
struct fields;

// --- values --------------------------------------------------------------------------------------

template <>
struct fields<author> {
  static constexpr auto members = std::tuple{&author::role, &author::id};
};
template <>
struct fields<scoring> {
  static constexpr auto members =
      std::tuple{&scoring::score, &scoring::why_not, &scoring::profanity, &scoring::late};
};
template <>
struct fields<utterance> {
  static constexpr auto members =
      std::tuple{&utterance::message, &utterance::by,       &utterance::text,
                 &utterance::at,      &utterance::start_ms, &utterance::duration_ms,
                 &utterance::lang,    &utterance::words,    &utterance::scored};
};
template <>
struct fields<mood> {
  static constexpr auto members =
      std::tuple{&mood::why_not, &mood::lvl, &mood::score, &mood::evidence, &mood::profanity};
};
template <>
struct fields<alert_thresholds> {
  static constexpr auto members =
      std::tuple{&alert_thresholds::agent, &alert_thresholds::supervisor};
};
template <>
struct fields<policy> {
  static constexpr auto members =
      std::tuple{&policy::version, &policy::sentiment, &policy::multilingual, &policy::alerts,
                 &policy::changed_by};
};
template <>
struct fields<customer> {
  static constexpr auto members =
      std::tuple{&customer::id, &customer::name, &customer::lang, &customer::attributes};
};
template <>
struct fields<subject> {
  static constexpr auto members = std::tuple{&subject::kind, &subject::id};
};
template <>
struct fields<opening> {
  static constexpr auto members =
      std::tuple{&opening::queue,   &opening::connector, &opening::channel, &opening::customer,
                 &opening::subject, &opening::with_bot,  &opening::policy};
};
template <>
struct fields<late_score> {
  static constexpr auto members =
      std::tuple{&late_score::message, &late_score::lang, &late_score::scored};
};
template <>
struct fields<key_use> {
  static constexpr auto members = std::tuple{&key_use::user, &key_use::key, &key_use::body};
};

// --- events --------------------------------------------------------------------------------------

template <>
struct fields<opened> {
  static constexpr std::uint64_t number = 1;
  static constexpr auto members = std::tuple{&opened::what};
};
template <>
struct fields<message_added> {
  static constexpr std::uint64_t number = 2;
  static constexpr auto members = std::tuple{&message_added::said, &message_added::after};
};
template <>
struct fields<escalated> {
  static constexpr std::uint64_t number = 3;
  static constexpr auto members = std::tuple{};
};
template <>
struct fields<assigned> {
  static constexpr std::uint64_t number = 4;
  static constexpr auto members = std::tuple{&assigned::agent, &assigned::by};
};
template <>
struct fields<note_added> {
  static constexpr std::uint64_t number = 5;
  static constexpr auto members = std::tuple{&note_added::by, &note_added::text};
};
template <>
struct fields<status_changed> {
  static constexpr std::uint64_t number = 6;
  static constexpr auto members =
      std::tuple{&status_changed::to, &status_changed::outcome, &status_changed::by};
};
template <>
struct fields<policy_applied> {
  static constexpr std::uint64_t number = 7;
  static constexpr auto members =
      std::tuple{&policy_applied::policy, &policy_applied::rescored, &policy_applied::after};
};
template <>
struct fields<queue_defined> {
  static constexpr std::uint64_t number = 8;
  static constexpr auto members =
      std::tuple{&queue_defined::queue, &queue_defined::name, &queue_defined::members,
                 &queue_defined::supervisors, &queue_defined::languages};
};
template <>
struct fields<queue_configured> {
  static constexpr std::uint64_t number = 9;
  static constexpr auto members = std::tuple{&queue_configured::queue, &queue_configured::policy};
};
template <>
struct fields<team_defined> {
  static constexpr std::uint64_t number = 10;
  static constexpr auto members =
      std::tuple{&team_defined::team, &team_defined::managers, &team_defined::sellers};
};

// --- the highest value of every enumeration ------------------------------------------------------

template <class E>
inline constexpr E first_of = E{};
template <>
inline constexpr level first_of<level> = level::very_negative;

template <class E>
extern const E last_of;
template <>
inline constexpr author_role last_of<author_role> = author_role::agent;
template <>
inline constexpr no_score last_of<no_score> = no_score::not_member;
template <>
inline constexpr level last_of<level> = level::very_positive;
template <>
inline constexpr channel last_of<channel> = channel::voice;
template <>
inline constexpr outcome last_of<outcome> = outcome::unsolved;
template <>
inline constexpr status last_of<status> = status::closed;

} // namespace earshot::store
