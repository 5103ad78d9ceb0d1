// What the server says: values become frames. Every function gives one whole frame or one piece of
// JSON; who may see what comes in as an `audience` and is obeyed here, not decided.
#pragma once

#include "domain/access.hpp"
#include "domain/alert_board.hpp"
#include "domain/alert_storm.hpp"
#include "domain/audience.hpp"
#include "domain/comments.hpp"
#include "domain/conversation.hpp"
#include "domain/desk.hpp"
#include "domain/dispatch.hpp"
#include "domain/explanation.hpp"
#include "domain/queue_board.hpp"
#include "domain/wall.hpp"
#include "protocol/error.hpp"
#include "protocol/messages.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::protocol {

/// A frame is encoded once and shared by all who get it.
using frame_ptr = std::shared_ptr<const std::string>;

inline constexpr std::string_view server_version = "0.1.0";

/// A snapshot stays about this size by leaving out the oldest messages, or the least risky rows.
inline constexpr std::size_t snapshot_bytes_max = 240 * 1024;
/// Rows in a queue's snapshot, riskiest first.
inline constexpr std::size_t snapshot_rows_max = 500;
/// Members in a queue's snapshot or in one event.
inline constexpr std::size_t members_shown_max = 300;

// --- session
// ---------------------------------------------------------------------------------------

struct session_limits {
  int heartbeat_ms;
  int frame_bytes;
  int in_flight;
  int subscriptions;
  int outbox_bytes;
};

std::string welcome(std::string_view session, const viewer& user, const session_limits& limits,
                    time_point now);
/// `result` is a piece of JSON, empty: none.
std::string ok(std::string_view id, std::string_view result, bool duplicate = false);
std::string failed(std::string_view id, const error& e);
std::string pong(std::optional<std::int64_t> n);
std::string gap(std::string_view stream, std::uint64_t head);
std::string revoked(std::string_view stream, std::string_view reason);
std::string notice(std::string_view kind);

// --- pieces for `ok`
// ---------------------------------------------------------------------------------

std::string offset_result(std::uint64_t offset);
/// What `offer.accept` and `offer.take` give: the conversation as its new agent sees it.
std::string accepted_result(std::uint64_t offset, std::string_view state);
std::string presence_result(const member_state& s);
std::string message_result(std::uint32_t message, std::uint64_t offset);
std::string subscribed_result(std::string_view epoch, std::uint64_t offset);
std::string whoami_result(const viewer& user, const directory& d);
std::string queues_result(const viewer& user, const directory& d);
/// Each piece is a `conversation_state`; `next` begins the next page, empty: there is none.
std::string history_result(const std::vector<std::string>& conversations, std::string_view next);
std::string access_result(const access_answer& a);
std::string score_result(const explanation& e, language lang);

// --- conversation
// ------------------------------------------------------------------------------------

/// What a reader could see before a policy came and can see now.
struct sight_change {
  bool had_sentiment = false;
  no_score had_reason = no_score::none;
  bool mood_changed = false;
  bool reads_comment = false; ///< an event about a comment is shown to this reader

  friend bool operator==(const sight_change&, const sight_change&) = default;
};

/// `comments`: those this reader may read.
std::string conversation_state(const conversation& c, const audience& who,
                               const std::vector<comment_now>& comments = {});
std::string conversation_snapshot(const conversation& c, std::string_view epoch,
                                  const audience& who,
                                  const std::vector<comment_now>& comments = {});
/// {"comment":{…}}, with the conversation's name where it leaves the conversation's own stream.
std::string comment_json(const comment_now& c, std::string_view conversation = {});
/// `hidden` for whoever may not see an event of this kind. `sight` matters for policy events only;
/// a resumed reader is taken to have seen nothing before.
std::string conversation_event_frame(const conversation& c, std::string_view epoch, const event& e,
                                     const audience& who, const sight_change& sight = {});

/// `messages` of the window with their explanations, in the window's order.
std::string explain_result(const conversation& c, const std::vector<explanation>& messages);

// --- queue and agent
// -----------------------------------------------------------------------------------

/// Where an event stands in its stream.
struct stream_place {
  std::string_view stream;
  std::string_view epoch;
  std::uint64_t offset = 0;
  time_point at{};
};

/// Supervisors see everything of a queue, admins all but sentiment and alerts; members what is
/// open, and no sentiment.
enum class queue_reader : std::uint8_t { supervisor, admin, member };

/// The rows that a reader may see, and how; `order` is the reader's wish.
wall_view view_of(queue_reader who, const policy& p, wall_order order);

/// Rows, alerts and figures as they are when a reader comes; of the rows the riskiest.
std::string queue_snapshot(const stream_place& place, const directory::queue& q,
                           const std::vector<member_state>& members, const queue_board& board,
                           const queue_figures& figures,
                           const std::vector<const alert_board::entry*>& alerts, queue_reader who);
/// `queue.conversations`; a page of long names ends early, so that it stays below the bound.
std::string wall_result(const wall_page& page, const queue_board& board, queue_reader who,
                        const policy& p, wall_order order, time_point now);
std::string queue_policy_event(const stream_place& place, const policy& p);
/// `kind`: "members", all of them, or "presence", those that changed.
std::string queue_members_event(const stream_place& place, std::string_view kind,
                                const std::vector<member_state>& members);
/// `r` is a row of `board`, or one that has just left it.
std::string queue_row_event(const stream_place& place, const conversation_row& r,
                            const queue_board& board, queue_reader who, bool sentiment);
std::string queue_figures_event(const stream_place& place, const queue_figures& f,
                                queue_reader who);
std::string policy_json(const policy& p);

/// An event that its reader may not see.
std::string hidden_event(const stream_place& place);
/// `detail`: level, since when and words; left out where the sight of them is gone.
std::string alert_event(const stream_place& place, const alert_news& news, bool detail);
/// Many alerts of a storm in one.
std::string roll_up_event(const stream_place& place, const alert_storm::roll_up& r);

std::string desk_snapshot(const stream_place& place, const desk& d);
std::string desk_assigned_event(const stream_place& place, const conversation_id& c);
std::string desk_offer_event(const stream_place& place, const offer_card& o);
std::string desk_offer_closed_event(const stream_place& place, const conversation_id& c,
                                    offer_fate fate);
/// `reason` is empty where the agent asked for it.
std::string desk_presence_event(const stream_place& place, const member_state& s,
                                std::string_view reason);

} // namespace earshot::protocol
