// Which role may do which thing at all: the one table. Whether it may do it to this conversation or
// queue is decided where that lives. Default is no.
#pragma once

#include "domain/roles.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace earshot {

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

struct op_right {
  op what;
  std::string_view name;
  role_set roles;
};

inline constexpr std::array op_rights{
    op_right{op::conversation_open, "conversation.open", {role::connector}},
    op_right{op::conversation_message,
             "conversation.message",
             {role::connector, role::agent, role::supervisor}},
    op_right{op::conversation_escalate, "conversation.escalate", {role::connector}},
    op_right{op::conversation_assign, "conversation.assign", {role::supervisor, role::connector}},
    op_right{op::conversation_close,
             "conversation.close",
             {role::connector, role::agent, role::supervisor}},
    op_right{op::conversation_note, "conversation.note", {role::agent, role::supervisor}},
    op_right{op::queue_create, "queue.create", {role::admin}},
    op_right{op::queue_members, "queue.members", {role::admin}},
    op_right{op::queue_configure, "queue.configure", {role::supervisor, role::admin}},
    op_right{op::comment_add, "comment.add", {role::manager, role::supervisor, role::agent}},
    op_right{op::comment_edit, "comment.edit", {role::manager, role::supervisor, role::agent}},
    op_right{op::comment_delete, "comment.delete", {role::manager, role::supervisor, role::agent}},
    op_right{op::conversation_share, "conversation.share", {role::manager}},
    op_right{op::conversation_unshare, "conversation.unshare", {role::manager}},
    op_right{op::action_item_set, "action_item.set", {role::agent, role::manager}},
    op_right{op::team_set, "team.set", {role::admin}},
    op_right{op::user_set, "user.set", {role::admin}},
    op_right{op::trackers_set, "trackers.set", {role::manager, role::admin}},
    op_right{op::conversation_whisper, "conversation.whisper", {role::supervisor, role::agent}},
    op_right{op::conversation_join, "conversation.join", {role::supervisor}},
    op_right{op::alert_set, "alert.set", {role::supervisor}},
    op_right{op::customer_erase, "customer.erase", {role::admin}},
    op_right{op::conversation_erase, "conversation.erase", {role::admin}},
    op_right{op::offer_accept, "offer.accept", {role::agent}},
    op_right{op::offer_decline, "offer.decline", {role::agent}},
    op_right{op::offer_take, "offer.take", {role::agent}},
    op_right{op::conversation_transfer,
             "conversation.transfer",
             {role::agent, role::supervisor, role::connector}},
    op_right{op::presence_set, "presence.set", {role::agent, role::supervisor}},
};

constexpr std::optional<op> op_from(std::string_view name) {
  for (const op_right& r : op_rights)
    if (r.name == name)
      return r.what;
  return std::nullopt;
}

constexpr const op_right& right_of(op what) { return op_rights[static_cast<std::size_t>(what)]; }

} // namespace earshot
