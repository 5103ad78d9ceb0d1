// Reads the arguments of the commands of those who coach, and of those who say who belongs to whom.
#pragma once

#include "domain/commands.hpp"
#include "protocol/decode.hpp"
#include "protocol/field_reader.hpp"

namespace earshot::protocol {

add_comment read_comment(field_reader& args, const decode_limits& limits);
edit_comment read_comment_edit(field_reader& args, const decode_limits& limits);
delete_comment read_comment_deletion(field_reader& args);
share_conversation read_share(field_reader& args);
unshare_conversation read_unshare(field_reader& args);
set_action_item read_action_item(field_reader& args);
set_team read_team(field_reader& args);
set_user read_user(field_reader& args);
set_trackers read_trackers(field_reader& args);

} // namespace earshot::protocol
