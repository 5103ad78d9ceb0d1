// The audit log's nouns: who did or read what, on whom, and when, for those who have to answer for
// it. Entries hold ids and fixed words; never texts, tokens, names or mail addresses. What stands
// here outlives the erasure of a customer, who is therefore never named (docs/security.md).
#pragma once

#include "domain/audience.hpp"
#include "domain/commands.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace earshot {

/// What there is to be written down: the fixed vocabulary. New ones go to the end, with a name.
enum class act : std::uint8_t {
  sign_in,
  refused,   ///< of a sign-in, or of something that one has no right to
  policy,    ///< what a queue allows
  directory, ///< who belongs to a queue or a team
  whisper,
  join,
  assign,
  transfer,
  close,           ///< by somebody else than the conversation's connector and agent
  watch,           ///< followed live, by somebody else than these
  read_transcript, ///< asked for once, by somebody else than these
  read_recording,
  read_history, ///< a customer's earlier conversations, by the agent of the present one
  share,
  exported, ///< everything on one customer, or a period of sellers
  erase,    ///< of a customer or a conversation, by order
  purge,    ///< of what is older than it may be, by the server itself
  trackers, ///< what is looked for in conversations
};

inline constexpr std::array<std::string_view, 18> act_names{
    "sign_in",      "refused",  "policy", "directory", "whisper",         "join",
    "assign",       "transfer", "close",  "watch",     "read_transcript", "read_recording",
    "read_history", "share",    "export", "erase",     "purge",           "trackers"};

constexpr std::string_view name_of(act a) { return act_names[static_cast<std::size_t>(a)]; }

constexpr std::optional<act> act_from(std::string_view name) {
  for (std::size_t i = 0; i < act_names.size(); ++i)
    if (act_names[i] == name)
      return static_cast<act>(i);
  return std::nullopt;
}

struct audit_entry {
  time_point at = {}; ///< by the server's clock, whatever time a command named
  user_id who = {};   ///< empty: the server itself, or somebody who did not get in
  act what = act::refused;
  std::string on = {};     ///< "conversation/c1", "queue/support", "user/mette"; empty: nothing
  std::string detail = {}; ///< in fixed words

  friend bool operator==(const audit_entry&, const audit_entry&) = default;
};

inline std::string on_conversation(const conversation_id& id) { return "conversation/" + id; }
inline std::string on_queue(const queue_id& id) { return "queue/" + id; }
/// No team: it is for everybody.
inline std::string on_team(const team_id& id) { return "team/" + id; }
inline std::string on_user(const user_id& id) { return "user/" + id; }
/// What a command on the directory is about.
std::string on_target(const queue_command& c);

/// What of a conversation's events stands in the audit log, done by `who` with this standing.
std::optional<audit_entry> audited(const conversation_id& id, const conversation_event& what,
                                   const viewer& who, const standing& as, time_point now);

/// Every change of the directory does.
audit_entry audited(const directory_event& what, const user_id& who, time_point now);

/// Reading a conversation (`watch`, `read_transcript`) does, unless it is by its connector or
/// agent.
std::optional<audit_entry> audited_reading(act what, const conversation_id& id, const viewer& who,
                                           const audience& sees, time_point now);

} // namespace earshot
