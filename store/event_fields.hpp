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
      std::tuple{&policy::version,    &policy::sentiment, &policy::multilingual, &policy::alerts,
                 &policy::changed_by, &policy::notice,    &policy::wrap_up_s};
};
template <>
struct fields<alert_changes> {
  static constexpr auto members = std::tuple{&alert_changes::agent, &alert_changes::supervisor};
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
                 &opening::subject, &opening::with_bot,  &opening::policy,  &opening::skills};
};
template <>
struct fields<late_score> {
  static constexpr auto members =
      std::tuple{&late_score::message, &late_score::lang, &late_score::scored};
};
template <>
struct fields<mention> {
  static constexpr auto members = std::tuple{&mention::kind, &mention::what, &mention::count};
};
template <>
struct fields<text_span> {
  static constexpr auto members = std::tuple{&text_span::begin, &text_span::end};
};
template <>
struct fields<signals> {
  static constexpr auto members =
      std::tuple{&signals::mentions, &signals::questions, &signals::promises};
};
template <>
struct fields<comment> {
  static constexpr auto members =
      std::tuple{&comment::id,   &comment::by,     &comment::seller,  &comment::message,
                 &comment::text, &comment::shared, &comment::reply_to};
};
template <>
struct fields<competitor> {
  static constexpr auto members = std::tuple{&competitor::name, &competitor::aliases};
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
  static constexpr auto members = std::tuple{&message_added::said, &message_added::after,
                                             &message_added::found, &message_added::alerts};
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
  static constexpr auto members = std::tuple{&status_changed::to, &status_changed::outcome,
                                             &status_changed::by, &status_changed::until};
};
template <>
struct fields<policy_applied> {
  static constexpr std::uint64_t number = 7;
  static constexpr auto members = std::tuple{&policy_applied::policy, &policy_applied::rescored,
                                             &policy_applied::after, &policy_applied::alerts};
};
template <>
struct fields<queue_defined> {
  static constexpr std::uint64_t number = 8;
  static constexpr auto members =
      std::tuple{&queue_defined::queue,       &queue_defined::name,      &queue_defined::members,
                 &queue_defined::supervisors, &queue_defined::languages, &queue_defined::time_zone,
                 &queue_defined::skills,      &queue_defined::policy};
};
template <>
struct fields<queue_configured> {
  static constexpr std::uint64_t number = 9;
  static constexpr auto members = std::tuple{&queue_configured::queue, &queue_configured::policy};
};
template <>
struct fields<team_defined> {
  static constexpr std::uint64_t number = 10;
  static constexpr auto members = std::tuple{&team_defined::team, &team_defined::managers,
                                             &team_defined::sellers, &team_defined::above};
};
// Numbers from 40 on: sellers' insights.
template <>
struct fields<comment_added> {
  static constexpr std::uint64_t number = 40;
  static constexpr auto members = std::tuple{&comment_added::what};
};
template <>
struct fields<comment_edited> {
  static constexpr std::uint64_t number = 41;
  static constexpr auto members =
      std::tuple{&comment_edited::id, &comment_edited::by, &comment_edited::text};
};
template <>
struct fields<comment_deleted> {
  static constexpr std::uint64_t number = 42;
  static constexpr auto members = std::tuple{&comment_deleted::id, &comment_deleted::by};
};
template <>
struct fields<conversation_shared> {
  static constexpr std::uint64_t number = 43;
  static constexpr auto members = std::tuple{
      &conversation_shared::by, &conversation_shared::sellers, &conversation_shared::until};
};
template <>
struct fields<conversation_unshared> {
  static constexpr std::uint64_t number = 44;
  static constexpr auto members =
      std::tuple{&conversation_unshared::by, &conversation_unshared::sellers};
};
template <>
struct fields<action_item_marked> {
  static constexpr std::uint64_t number = 45;
  static constexpr auto members =
      std::tuple{&action_item_marked::item, &action_item_marked::to, &action_item_marked::by};
};
template <>
struct fields<recording_attached> {
  static constexpr std::uint64_t number = 46;
  static constexpr auto members = std::tuple{&recording_attached::by, &recording_attached::type,
                                             &recording_attached::bytes, &recording_attached::file};
};
template <>
struct fields<user_defined> {
  static constexpr std::uint64_t number = 47;
  static constexpr auto members = std::tuple{&user_defined::user, &user_defined::name,
                                             &user_defined::mail, &user_defined::chat_url};
};
template <>
struct fields<trackers_defined> {
  static constexpr std::uint64_t number = 48;
  static constexpr auto members = std::tuple{&trackers_defined::team, &trackers_defined::keywords,
                                             &trackers_defined::competitors};
};

template <>
struct fields<whispered> {
  static constexpr std::uint64_t number = 20;
  static constexpr auto members = std::tuple{&whispered::by, &whispered::agent, &whispered::text};
};
template <>
struct fields<joined> {
  static constexpr std::uint64_t number = 21;
  static constexpr auto members = std::tuple{&joined::by};
};
template <>
struct fields<alert_answered> {
  static constexpr std::uint64_t number = 22;
  static constexpr auto members = std::tuple{&alert_answered::by, &alert_answered::answer};
};
template <>
struct fields<offered> {
  static constexpr std::uint64_t number = 11;
  static constexpr auto members = std::tuple{&offered::agent, &offered::expires, &offered::again};
};
template <>
struct fields<offer_ended> {
  static constexpr std::uint64_t number = 12;
  static constexpr auto members = std::tuple{&offer_ended::agent, &offer_ended::why};
};
template <>
struct fields<transfer_asked> {
  static constexpr std::uint64_t number = 13;
  static constexpr auto members =
      std::tuple{&transfer_asked::queue, &transfer_asked::agent, &transfer_asked::by};
};
template <>
struct fields<transferred> {
  static constexpr std::uint64_t number = 14;
  static constexpr auto members =
      std::tuple{&transferred::queue, &transferred::agent, &transferred::by, &transferred::under};
};
template <>
struct fields<agent_lost> {
  static constexpr std::uint64_t number = 15;
  static constexpr auto members = std::tuple{&agent_lost::agent};
};
template <>
struct fields<agent_back> {
  static constexpr std::uint64_t number = 16;
  static constexpr auto members = std::tuple{&agent_back::agent};
};

// Numbers from 60 on: erasure.
template <>
struct fields<content_erased> {
  static constexpr std::uint64_t number = 60;
  static constexpr auto members = std::tuple{&content_erased::by, &content_erased::order,
                                             &content_erased::first, &content_erased::upto};
};
template <>
struct fields<erasure_ordered> {
  static constexpr std::uint64_t number = 61;
  static constexpr auto members =
      std::tuple{&erasure_ordered::by, &erasure_ordered::of, &erasure_ordered::conversations};
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
inline constexpr offer_end last_of<offer_end> = offer_end::unreachable;
template <>
inline constexpr status last_of<status> = status::closed;
template <>
inline constexpr tracked last_of<tracked> = tracked::competitor;
template <>
inline constexpr item_state last_of<item_state> = item_state::done;
template <>
inline constexpr alert_change last_of<alert_change> = alert_change::cleared;
template <>
inline constexpr alert_answer last_of<alert_answer> = alert_answer::ignored;

} // namespace earshot::store
