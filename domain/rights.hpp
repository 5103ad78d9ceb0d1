// Who may do what: the one table. Every command, query, stream and HTTP path stands here with the
// roles that have it and what their right rests on; what does not stand here is refused. The server
// asks it for the roles; what a right rests on is looked up where that is known (`standing_of`, the
// directory). `earshot rights` prints it, and an end-to-end test is made from it, cell by cell.
#pragma once

#include "domain/grounds.hpp"
#include "domain/result.hpp"

#include <optional>
#include <string>

namespace earshot {

/// One row. Rows stand in the order of `What`.
template <class What>
struct right {
  What what;
  std::string_view name;
  grants to;
};

enum class op : std::uint8_t {
  conversation_open,
  conversation_message,
  conversation_escalate,
  conversation_assign,
  conversation_close,
  conversation_note,
  queue_create,
  queue_members,
  queue_configure,
  comment_add,
  comment_edit,
  comment_delete,
  conversation_share,
  conversation_unshare,
  action_item_set,
  team_set,
  user_set,
  trackers_set,
  conversation_whisper,
  conversation_join,
  alert_set,
  customer_erase,
  conversation_erase,
  offer_accept,
  offer_decline,
  offer_take,
  conversation_transfer,
  presence_set,
};

/// What a query asks for.
enum class ask : std::uint8_t {
  whoami,
  queues,
  sellers,
  conversation,
  conversation_kpis,
  conversation_transcript,
  sentiment_explain,
  sentiment_score,
  access_explain,
  customer_history,
  queue_conversations,
  seller_insights,
  seller_figure,
  seller_history,
  seller_examples,
  action_items,
  team_overview,
  team_median,
};

enum class stream_kind : std::uint8_t { conversation, queue, agent, seller };

/// An HTTP path with its method; `*` stands for one part of it.
enum class path : std::uint8_t {
  healthz,
  readyz,
  metrics,
  asyncapi,
  console,
  people,
  socket,
  echo,
  ticket,
  login,
  logout,
  customer_export,
  recording_put,
  recording_get,
  seller_export,
  team_export,
};

using op_right = right<op>;
using ask_right = right<ask>;
using stream_right = right<stream_kind>;
using path_right = right<path>;

namespace rights {

using enum ground;

inline constexpr std::array op_rights{
    op_right{op::conversation_open, "conversation.open", {.connector = role}},
    op_right{op::conversation_message,
             "conversation.message",
             {.connector = its_connector, .agent = its_agent, .supervisor = joined}},
    op_right{op::conversation_escalate, "conversation.escalate", {.connector = its_connector}},
    op_right{op::conversation_assign,
             "conversation.assign",
             {.connector = its_connector, .supervisor = queue_supervisor}},
    op_right{op::conversation_close,
             "conversation.close",
             {.connector = its_connector, .agent = its_agent, .supervisor = queue_supervisor}},
    op_right{op::conversation_note,
             "conversation.note",
             {.agent = its_agent, .supervisor = queue_supervisor}},
    op_right{op::queue_create, "queue.create", {.admin = role}},
    op_right{op::queue_members, "queue.members", {.admin = role}},
    op_right{
        op::queue_configure, "queue.configure", {.supervisor = queue_supervisor, .admin = role}},
    op_right{op::comment_add,
             "comment.add",
             {.agent = its_seller, .supervisor = queue_supervisor, .manager = team_manager}},
    op_right{op::comment_edit,
             "comment.edit",
             {.agent = author, .supervisor = author, .manager = author}},
    op_right{op::comment_delete,
             "comment.delete",
             {.agent = author, .supervisor = author, .manager = author}},
    op_right{op::conversation_share, "conversation.share", {.manager = team_manager}},
    op_right{op::conversation_unshare, "conversation.unshare", {.manager = team_manager}},
    op_right{
        op::action_item_set, "action_item.set", {.agent = its_seller, .manager = team_manager}},
    op_right{op::team_set, "team.set", {.admin = role}},
    op_right{op::user_set, "user.set", {.admin = role}},
    op_right{op::trackers_set, "trackers.set", {.manager = team_manager, .admin = role}},
    op_right{op::conversation_whisper,
             "conversation.whisper",
             {.agent = its_agent, .supervisor = queue_supervisor}},
    op_right{op::conversation_join, "conversation.join", {.supervisor = queue_supervisor}},
    op_right{op::alert_set, "alert.set", {.supervisor = queue_supervisor}},
    op_right{op::customer_erase, "customer.erase", {.admin = role}},
    op_right{op::conversation_erase, "conversation.erase", {.admin = role}},
    op_right{op::offer_accept, "offer.accept", {.agent = offered}},
    op_right{op::offer_decline, "offer.decline", {.agent = offered}},
    op_right{op::offer_take, "offer.take", {.agent = queue_member}},
    op_right{op::conversation_transfer,
             "conversation.transfer",
             {.connector = its_connector, .agent = its_agent, .supervisor = queue_supervisor}},
    op_right{op::presence_set, "presence.set", {.agent = role, .supervisor = role}},
};

inline constexpr std::array ask_rights{
    ask_right{ask::whoami, "whoami", {.signed_in = role}},
    ask_right{ask::queues, "queues", {.signed_in = role}},
    ask_right{ask::sellers, "sellers", {.signed_in = role}},
    ask_right{ask::conversation,
              "conversation",
              {.connector = its_connector,
               .agent = its_reader,
               .supervisor = queue_supervisor,
               .manager = team_manager}},
    ask_right{ask::conversation_kpis,
              "conversation.kpis",
              {.agent = its_seller, .manager = team_manager}},
    ask_right{ask::conversation_transcript,
              "conversation.transcript",
              {.connector = its_connector,
               .agent = its_reader,
               .supervisor = queue_supervisor,
               .manager = team_manager}},
    ask_right{ask::sentiment_explain,
              "sentiment.explain",
              {.connector = told_no,
               .agent = its_agent,
               .supervisor = queue_supervisor,
               .manager = team_manager}},
    ask_right{ask::sentiment_score, "sentiment.score", {.signed_in = role}},
    ask_right{ask::access_explain, "access.explain", {.signed_in = role}},
    ask_right{
        ask::customer_history,
        "customer.history",
        {.connector = told_no, .agent = its_agent, .supervisor = told_no, .manager = told_no}},
    ask_right{ask::queue_conversations,
              "queue.conversations",
              {.agent = queue_member, .supervisor = queue_supervisor, .admin = role}},
    ask_right{ask::seller_insights, "seller.insights", {.agent = oneself, .manager = team_manager}},
    ask_right{ask::seller_figure, "seller.figure", {.agent = oneself, .manager = team_manager}},
    ask_right{ask::seller_history, "seller.history", {.agent = oneself, .manager = team_manager}},
    ask_right{ask::seller_examples, "seller.examples", {.agent = oneself, .manager = team_manager}},
    ask_right{ask::action_items, "action_items", {.agent = oneself, .manager = team_manager}},
    ask_right{ask::team_overview, "team.overview", {.manager = team_manager}},
    ask_right{ask::team_median, "team.median", {.agent = team_seller, .manager = team_manager}},
};

inline constexpr std::array stream_rights{
    stream_right{stream_kind::conversation,
                 "conversation",
                 {.connector = its_connector,
                  .agent = its_agent,
                  .supervisor = queue_supervisor,
                  .manager = team_manager}},
    stream_right{stream_kind::queue,
                 "queue",
                 {.agent = queue_member, .supervisor = queue_supervisor, .admin = role}},
    stream_right{stream_kind::agent, "agent", {.agent = oneself, .supervisor = oneself}},
    stream_right{stream_kind::seller, "seller", {.agent = oneself, .manager = team_manager}},
};

// A session is nobody's before its first frame; the demo's people and the echo are for loopback.
inline constexpr std::array path_rights{
    path_right{path::healthz, "GET /healthz", {.anyone = role}},
    path_right{path::readyz, "GET /readyz", {.anyone = role}},
    path_right{path::metrics, "GET /metrics", {.anyone = role}},
    path_right{path::asyncapi, "GET /asyncapi.json", {.anyone = role}},
    path_right{path::console, "GET /", {.anyone = role}},
    path_right{path::people, "GET /v1/sign-in", {.anyone = role}},
    path_right{path::socket, "GET /v1/socket", {.anyone = role}},
    path_right{path::echo, "GET /debug/echo", {.anyone = role}},
    path_right{path::ticket, "POST /v1/tickets", {.signed_in = role}},
    path_right{path::login, "POST /v1/login", {.signed_in = role}},
    path_right{path::logout, "DELETE /v1/login", {.anyone = role}},
    path_right{path::customer_export, "GET /v1/customers/*/export", {.admin = role}},
    path_right{path::recording_put,
               "PUT /v1/conversations/*/recording",
               {.connector = its_connector, .agent = its_agent}},
    path_right{path::recording_get,
               "GET /v1/conversations/*/recording",
               {.connector = its_connector,
                .agent = its_reader,
                .supervisor = queue_supervisor,
                .manager = team_manager}},
    path_right{path::seller_export,
               "GET /v1/sellers/*/export",
               {.agent = oneself, .manager = team_manager}},
    path_right{path::team_export, "GET /v1/teams/*/export", {.manager = team_manager}},
};

} // namespace rights

using rights::ask_rights, rights::op_rights, rights::path_rights, rights::stream_rights;

template <class Rows>
constexpr bool in_order(const Rows& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (static_cast<std::size_t>(rows[i].what) != i)
      return false;
  return true;
}
static_assert(in_order(op_rights) && in_order(ask_rights));
static_assert(in_order(stream_rights) && in_order(path_rights));

template <class What, std::size_t N>
constexpr std::optional<What> find_row(const std::array<right<What>, N>& rows,
                                       std::string_view name) {
  for (const right<What>& r : rows)
    if (r.name == name)
      return r.what;
  return std::nullopt;
}

constexpr std::optional<op> op_from(std::string_view name) { return find_row(op_rights, name); }
constexpr std::optional<ask> ask_from(std::string_view name) { return find_row(ask_rights, name); }

constexpr const op_right& right_of(op w) { return op_rights[static_cast<std::size_t>(w)]; }
constexpr const ask_right& right_of(ask w) { return ask_rights[static_cast<std::size_t>(w)]; }
constexpr const stream_right& right_of(stream_kind w) {
  return stream_rights[static_cast<std::size_t>(w)];
}
constexpr const path_right& right_of(path w) { return path_rights[static_cast<std::size_t>(w)]; }

/// The answer about what is not there and about what this user may not see: to the letter the same.
inline error no_such(std::string_view what, std::string_view id, std::string field) {
  return {errc::not_found, "no " + std::string(what) + " '" + std::string(id) + "'",
          std::move(field)};
}

} // namespace earshot
