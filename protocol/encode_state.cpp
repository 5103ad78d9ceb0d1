#include "protocol/encode.hpp"
#include "protocol/encode_conversation_parts.hpp"
#include "protocol/encode_parts.hpp"
#include "protocol/encode_serving.hpp"
#include "protocol/encode_watching.hpp"

#include <algorithm>

namespace earshot::protocol {

namespace {

/// Messages take what room is left: this comes last.
void write_messages(json_writer& w, const conversation& c, const audience& who) {
  std::size_t room = snapshot_bytes_max - std::min(snapshot_bytes_max, w.size());
  w.key("messages");
  auto left_out = write_newest(w, c.events(), room, [&](json_writer& each, const event_ptr& e) {
    if (auto* m = std::get_if<message_added>(&of_conversation(*e)))
      write_message(each, c, m->said, who);
  });
  std::uint32_t before = 0;
  if (left_out)
    before = std::get<message_added>(of_conversation(**left_out)).said.message;
  w.key("messages_before").number(before);
}

void write_notes(json_writer& w, const conversation& c) {
  write_newest(w.key("notes"), c.events(), snapshot_bytes_max / 8,
               [](json_writer& each, const event_ptr& e) {
                 if (auto* n = std::get_if<note_added>(&of_conversation(*e)))
                   write_note(each, *n, e->at);
               });
}

void write_state(json_writer& w, const conversation& c, const audience& who,
                 const std::vector<comment_now>& comments) {
  w.open_object();
  write_opening(w, c, c.queue(), c.policy(), who);
  w.key("status").text(name_of(c.status())).key("agent").text_or_null(c.agent());
  w.key("closed_at").time_or_null(c.closed_at());
  write_sentiment(w, c.mood(), who);
  if (who.sentiment)
    write_turning_point(w, c.turning_point());
  w.key("joined").open_array();
  for (const user_id& user : c.joined_by())
    w.text(user);
  w.close_array();
  write_bot_part(w, c);
  if (who.as != audience::kind::history)
    write_recording(w, c);
  if (who.sees_inside()) {
    write_handing_over(w, c);
    write_notes(w, c);
    if (who.as != audience::kind::history)
      write_comments(w, comments);
  }
  write_whispers(w, c, who);
  write_messages(w, c, who);
  w.close_object();
}

} // namespace

std::string conversation_state(const conversation& c, const audience& who,
                               const std::vector<comment_now>& comments) {
  std::string out;
  json_writer w(out);
  write_state(w, c, who, comments);
  return out;
}

std::string conversation_snapshot(const conversation& c, std::string_view epoch,
                                  const audience& who, const std::vector<comment_now>& comments) {
  std::string out;
  json_writer w(out);
  w.open_object().key("type").text("snapshot").key("stream").text("conversation/" + c.id());
  w.key("epoch").text(epoch).key("offset").number(c.offset());
  write_state(w.key("state"), c, who, comments);
  w.close_object();
  return out;
}

} // namespace earshot::protocol
