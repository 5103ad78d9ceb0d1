// What happened: the noun everything turns on. A command becomes events, events are appended to the
// log, applied to the state, shown to subscribers and folded into figures. An event carries
// whatever it was decided with (policy, score, language), so that a replay decides nothing again.
#pragma once

#include "domain/ids.hpp"
#include "domain/level.hpp"
#include "domain/lifecycle.hpp"
#include "domain/policy.hpp"
#include "domain/seldom.hpp"
#include "domain/signals.hpp"
#include "domain/time.hpp"
#include "domain/utterance.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace earshot {

enum class channel : std::uint8_t { chat, sms, email, social, voice };
enum class outcome : std::uint8_t { none, won, lost, solved, unsolved };

/// On these a customer may be silent for hours, and the agent needs no session meanwhile.
constexpr bool is_asynchronous(channel c) {
  return c == channel::sms || c == channel::email || c == channel::social;
}

/// How an offer ended without anybody having the conversation.
enum class offer_end : std::uint8_t {
  declined,
  timed_out,
  withdrawn,   ///< the one asked may not or need not any more
  unreachable, ///< the one asked by name has no session
};

constexpr std::string_view name_of(offer_end e) {
  constexpr std::array<std::string_view, 4> names{"declined", "timed_out", "withdrawn",
                                                  "unreachable"};
  return names[static_cast<std::size_t>(e)];
}

constexpr std::string_view name_of(channel c) {
  constexpr std::array<std::string_view, 5> names{"chat", "sms", "email", "social", "voice"};
  return names[static_cast<std::size_t>(c)];
}

constexpr std::string_view name_of(outcome o) {
  constexpr std::array<std::string_view, 5> names{"none", "won", "lost", "solved", "unsolved"};
  return names[static_cast<std::size_t>(o)];
}

using attribute_list = std::vector<std::pair<std::string, std::string>>;

struct customer {
  customer_id id = {};
  std::string name = {};
  language lang = {};
  seldom<attribute_list> attributes = {}; ///< shown to the agent, never logged
};

/// What a deal or case management system calls the thing this conversation is about.
struct subject {
  std::string kind = {};
  std::string id = {};

  friend bool operator==(const subject&, const subject&) = default;
};

/// The mood of a conversation after some event: a level with its score, or no level and the reason.
struct mood {
  double score = 0;                  ///< decayed mean, -1..1; never changed by a swear word
  no_score why_not = no_score::none; ///< `none`: there is a level
  level lvl = level::neutral;
  std::uint8_t evidence = 0; ///< scored messages in the window, 0..6
  bool profanity = false;    ///< a swear word in the window bounds the level

  friend bool operator==(const mood&, const mood&) = default;
};

// --- of a conversation ---------------------------------------------------------------------------

/// Not larger than a message, which every event has room for.
struct opening {
  queue_id queue = {}; ///< the first one; a transfer may lead to another
  user_id connector = {};
  earshot::customer customer = {};
  seldom<std::optional<earshot::subject>> subject = {};
  policy_ptr policy = {}; ///< never null once opened
  earshot::channel channel = channel::chat;
  bool with_bot = false;
  seldom<std::vector<std::string>> skills =
      {}; ///< what its agent should know; members who do come first
};

using opening_ptr = std::shared_ptr<const opening>;

/// What an event does to an alert of its conversation; decided by domain/alerts.hpp.
enum class alert_change : std::uint8_t { none, raised, cleared };

/// The same for both of them: the agent's and the supervisors'.
struct alert_changes {
  alert_change agent = alert_change::none;
  alert_change supervisor = alert_change::none;

  friend bool operator==(const alert_changes&, const alert_changes&) = default;
};

/// What a supervisor makes of an alert.
enum class alert_answer : std::uint8_t { taken, ignored };

constexpr std::string_view name_of(alert_answer a) {
  return a == alert_answer::taken ? "taken" : "ignored";
}

struct opened {
  opening what;
};
struct message_added {
  utterance said;
  mood after;                                ///< of the conversation, once this message is in
  std::shared_ptr<const signals> found = {}; ///< null: nothing that anybody looks for
  alert_changes alerts = {};
};
struct escalated {};
/// Somebody has it now; `by` is the same person where they accepted or took it themselves.
struct assigned {
  user_id agent;
  user_id by;
};
struct note_added {
  user_id by;
  std::string text;
};
struct status_changed {
  status to;
  earshot::outcome outcome = outcome::none;
  user_id by;
  std::optional<time_point> until = {}; ///< of `wrap_up`: when it ends by itself
};
/// A message of the window that is scored now because the feature came on.
struct late_score {
  std::uint32_t message = 0;
  language lang = {};
  scoring scored = {};
};
/// A queue's new policy has reached this conversation.
struct policy_applied {
  earshot::policy policy;
  std::vector<late_score> rescored;
  mood after;
  alert_changes alerts = {}; ///< never `raised`: a policy alone alarms nobody
};
/// A word between a supervisor and the agent, from either side; nobody else reads it.
struct whispered {
  user_id by;
  user_id agent; ///< whose conversation it was then
  std::string text;
};
/// A supervisor writes in the conversation from now on, beside its agent.
struct joined {
  user_id by;
};
/// A supervisor takes or ignores the open alert.
struct alert_answered {
  user_id by;
  alert_answer answer = alert_answer::taken;
};

/// What somebody who coaches says about a conversation, or a seller in answer.
struct comment {
  std::string id;
  user_id by;
  user_id seller; ///< whose part of the conversation it is about; empty: nobody's yet
  std::optional<std::uint32_t> message; ///< empty: about the whole conversation
  std::string text;
  bool shared = false;  ///< with that seller
  std::string reply_to; ///< id of the comment this answers; empty: none
};
struct comment_added {
  comment what;
};
struct comment_edited {
  std::string id;
  user_id by;
  std::string text;
};
struct comment_deleted {
  std::string id;
  user_id by;
};
/// An example for others: they may read the conversation until then, or until it is taken back.
struct conversation_shared {
  user_id by;
  std::vector<user_id> sellers;
  std::optional<time_point> until;
};
struct conversation_unshared {
  user_id by;
  std::vector<user_id> sellers;
};
struct action_item_marked {
  std::uint32_t item = 0; ///< by its number in the conversation, from 1
  item_state to = item_state::open;
  user_id by;
};
/// The sound of a call lies beside the log, in the file of that name.
struct recording_attached {
  user_id by;
  std::string type; ///< as found in its content, such as "audio/wav"
  std::uint64_t bytes = 0;
  std::string file;
};
/// The texts of these messages, and whatever else of the events before this one names or quotes the
/// customer, are gone. What goes is decided in domain/erasure.cpp.
struct content_erased {
  user_id by;              ///< who ordered it
  std::uint64_t order = 0; ///< offset of the `erasure_ordered`
  std::uint32_t first = 1; ///< messages from `first` to `upto`; none where `first` is higher
  std::uint32_t upto = 0;
};

// Who is asked to serve it. An offer ends by an answer of the one asked, by time, or by itself when
// somebody else has the conversation or it is over.

/// `agent` is asked until `expires`.
struct offered {
  user_id agent;
  time_point expires;
  bool again = false; ///< it was served already, by somebody who is out of reach
};
struct offer_ended {
  user_id agent;
  offer_end why = offer_end::declined;
};
/// Its agent or a supervisor looks for another one: any member of `queue`, or `agent`. The agent
/// keeps it until then. Both empty: not any more.
struct transfer_asked {
  queue_id queue;
  user_id agent;
  user_id by;
};
/// It has gone to a queue, to an agent, or to both, under the policy it finds there.
struct transferred {
  queue_id queue;
  user_id agent; ///< empty: it waits for one
  user_id by;
  std::shared_ptr<const policy_applied> under; ///< never null
};
/// Its agent has been without a session for longer than the grace time.
struct agent_lost {
  user_id agent;
};
struct agent_back {
  user_id agent;
};

using conversation_event =
    std::variant<opened, message_added, escalated, assigned, note_added, status_changed,
                 policy_applied, comment_added, comment_edited, comment_deleted,
                 conversation_shared, conversation_unshared, action_item_marked, recording_attached,
                 whispered, joined, alert_answered, content_erased, offered, offer_ended,
                 transfer_asked, transferred, agent_lost, agent_back>;

// --- of the directory and of a queue -------------------------------------------------------------

struct queue_defined {
  queue_id queue;
  std::string name;
  std::vector<user_id> members;
  std::vector<user_id> supervisors;
  std::vector<language> languages; ///< the first one is the queue's own
  std::string time_zone = {};      ///< IANA name, for the figures' midnight; empty: the default
  /// What members know: languages by their code, and whatever else `conversation.open` may ask for.
  std::vector<std::pair<user_id, std::vector<std::string>>> skills = {};
  /// A new queue's; not given: as it is. On the heap, for the sake of every other event's size.
  seldom<std::optional<earshot::policy>> policy = {};
};
struct queue_configured {
  queue_id queue;
  earshot::policy policy;
};
struct team_defined {
  team_id team;
  std::vector<user_id> managers;
  std::vector<user_id> sellers;
  team_id above = {}; ///< the team this one belongs to; empty: none
};
/// How a person is shown and reached where they are a seller.
struct user_defined {
  user_id user;
  std::string name;
  std::string mail;
  std::string chat_url;
};
struct competitor {
  std::string name;
  std::vector<std::string> aliases;
};
/// What a team (empty: everybody) looks for in its conversations, in place of what it did before.
struct trackers_defined {
  team_id team;
  std::vector<std::string> keywords;
  std::vector<competitor> competitors;
};

using directory_event =
    std::variant<queue_defined, queue_configured, team_defined, user_defined, trackers_defined>;

// --- of erasures ---------------------------------------------------------------------------------

/// These conversations are to give up their content; kept until the last byte of it is gone.
struct erasure_ordered {
  user_id by;
  std::string of; ///< as the audit log calls it: a conversation, or a customer without a name
  std::vector<conversation_id> conversations;
};

using erasure_event = std::variant<erasure_ordered>;

/// Proof that a command with a key was carried out; lives as long as the event it stands in.
struct key_use {
  user_id user;
  std::string key;
  std::uint64_t body = 0; ///< hash of op and args
};

/// One line of the log. A conversation's events have contiguous offsets from 1; the directory's and
/// those of erasures are numbered likewise. Immutable once appended, so it is shared by the log and
/// the transcript.
struct event {
  std::uint64_t offset = 0;
  time_point at = {};
  std::variant<conversation_event, directory_event, erasure_event> what;
  std::unique_ptr<const key_use> key = {};
};

/// REQUIRES: `e` is of a conversation.
inline const conversation_event& of_conversation(const event& e) {
  return std::get<conversation_event>(e.what);
}

using event_ptr = std::shared_ptr<const event>;

} // namespace earshot
