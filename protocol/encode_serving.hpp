// What a conversation shows of who is asked to serve it: fields of its state, and the bodies of
// events that only those who serve get to see. Included by the encoders only.
#pragma once

#include "domain/conversation.hpp"
#include "protocol/json_writer.hpp"

namespace earshot::protocol {

/// Who is asked, and where it is to go.
void write_handing_over(json_writer& w, const conversation& c);
/// The last message that was said to the bot; nothing where none took part.
void write_bot_part(json_writer& w, const conversation& c);

void write_fields(json_writer& w, const offered& o);
void write_fields(json_writer& w, const offer_ended& o);
void write_fields(json_writer& w, const transfer_asked& t);
void write_fields(json_writer& w, const transferred& t);
void write_fields(json_writer& w, const agent_lost& a);
void write_fields(json_writer& w, const agent_back& a);

} // namespace earshot::protocol
