// The schema: every frame a client may send, as values. What the server sends is in `encode`.
#pragma once

#include "domain/commands.hpp"
#include "domain/rights.hpp"
#include "domain/row.hpp"
#include "protocol/seller_queries.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace earshot::protocol {

inline constexpr int wire_version = 1;
inline constexpr std::string_view subprotocol = "earshot.v1";

/// The client's own name for a request; it comes back in the answer.
using request_id = std::string;
inline constexpr std::size_t request_id_bytes_max = 64;
inline constexpr std::size_t key_bytes_max = 64;
inline constexpr std::size_t name_bytes_max = 256;

struct stream_name {
  using kind = stream_kind;

  kind what = kind::conversation;
  std::string id;

  /// "conversation/c1"
  std::string text() const;
  static std::optional<stream_name> parse(std::string_view s);

  friend bool operator==(const stream_name&, const stream_name&) = default;
};

struct hello {
  std::string token;       ///< empty if it came with the upgrade
  std::string ticket = {}; ///< in place of it, from POST /v1/tickets
};

struct start_at_snapshot {};
struct start_at_head {};
struct resume_after {
  std::string epoch;
  std::uint64_t offset = 0; ///< the last one received; 0: from the beginning
};
using start_point = std::variant<start_at_snapshot, start_at_head, resume_after>;

struct subscribe {
  request_id id;
  stream_name stream;
  start_point from;
};

struct unsubscribe {
  request_id id;
  stream_name stream;
};

struct command {
  request_id id;
  std::string key;        ///< empty: none
  std::uint64_t body = 0; ///< hash of op and args, whatever the order of the fields
  op what = op::conversation_open;
  std::variant<open_conversation, conversation_command, queue_command, erase_command, set_presence>
      args;
};

struct ask_whoami {};
struct ask_queues {};
struct ask_conversation {
  conversation_id conversation;
};
struct ask_explain {
  conversation_id conversation;
};
struct ask_score {
  std::string text;
  std::optional<language> lang;
};

/// Why may or may not I? `conversation`, `queue`, `seller` or `op` is named by `id`.
struct ask_access {
  enum class about : std::uint8_t { sentiment, conversation, queue, seller, op };
  about what = about::op;
  std::string id;
};
struct ask_history {
  conversation_id conversation;
  int limit = 0;
  std::string after; ///< `next` of the page before; empty: the first page
};
struct ask_wall {
  queue_id queue;
  wall_order order = wall_order::risk;
  int limit = 0;
  std::string after; ///< `next` of the page before; empty: the first page
};

struct query {
  request_id id;
  std::variant<ask_whoami, ask_queues, ask_conversation, ask_explain, ask_score, ask_access,
               ask_history, ask_wall, ask_kpis, ask_transcript, ask_sellers, seller_query, ask_team,
               ask_median>
      what;
  ask asked = ask::whoami;
};

struct renew_token {
  request_id id;
  std::string token;
};

struct ping {
  std::optional<std::int64_t> n;
};

using client_frame = std::variant<hello, subscribe, unsubscribe, command, query, renew_token, ping>;

} // namespace earshot::protocol
