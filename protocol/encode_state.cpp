#include "protocol/encode.hpp"
#include "protocol/encode_conversation_parts.hpp"
#include "protocol/encode_serving.hpp"
#include "protocol/encode_watching.hpp"

namespace earshot::protocol {

namespace {

/// Messages from the newest back while they fit, then in their order.
void write_messages(json_writer& w, const conversation& c, const audience& who) {
  std::vector<std::string> newest_first;
  std::size_t bytes = 0;
  std::uint32_t before = 0;
  auto events = c.events();
  for (auto it = events.rbegin(); it != events.rend() && before == 0; ++it) {
    auto* m = std::get_if<message_added>(&of_conversation(**it));
    if (!m)
      continue;
    std::string one;
    json_writer each(one);
    write_message(each, c, m->said, who);
    bytes += one.size() + 1;
    if (bytes > snapshot_bytes_max * 3 / 4)
      before = m->said.message;
    else
      newest_first.push_back(std::move(one));
  }
  w.key("messages_before").number(before).key("messages").open_array();
  for (auto it = newest_first.rbegin(); it != newest_first.rend(); ++it)
    w.raw(*it);
  w.close_array();
}

void write_notes(json_writer& w, const conversation& c) {
  std::vector<const event*> newest_first;
  std::size_t bytes = 0;
  auto events = c.events();
  for (auto it = events.rbegin(); it != events.rend(); ++it)
    if (auto* n = std::get_if<note_added>(&of_conversation(**it))) {
      bytes += n->text.size() + 100;
      if (bytes > snapshot_bytes_max / 8)
        break;
      newest_first.push_back(it->get());
    }
  w.key("notes").open_array();
  for (auto it = newest_first.rbegin(); it != newest_first.rend(); ++it)
    write_note(w, std::get<note_added>(of_conversation(**it)), (*it)->at);
  w.close_array();
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
  write_messages(w, c, who);
  if (who.sees_inside()) {
    write_handing_over(w, c);
    write_notes(w, c);
    if (who.as != audience::kind::history)
      write_comments(w, comments);
  }
  write_whispers(w, c, who);
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
