// Pieces of a conversation that its state, its events and its transcript share. Included by the
// encoders only.
#pragma once

#include "protocol/encode.hpp"
#include "protocol/json_writer.hpp"

namespace earshot::protocol {

/// `sentiment` as this reader gets it: the mood, the agent's reason, or nothing at all.
void write_sentiment(json_writer& w, const mood& m, const audience& who);

void write_message(json_writer& w, const conversation& c, const utterance& u, const audience& who);
/// The same with the object left open for further fields.
void open_message(json_writer& w, const conversation& c, const utterance& u, const audience& who);

/// The fields a conversation's state has from its opening on.
void write_opening(json_writer& w, const conversation& c, const queue_id& queue, const policy& p,
                   const audience& who);

void write_note(json_writer& w, const note_added& n, time_point at);
void write_comment(json_writer& w, const comment_now& c);
/// The field `comments`: the newest that fit into a small part of a snapshot.
void write_comments(json_writer& w, const std::vector<comment_now>& comments);
/// The field `recording`: that there is one; null: there is none.
void write_recording(json_writer& w, const conversation& c);

} // namespace earshot::protocol
