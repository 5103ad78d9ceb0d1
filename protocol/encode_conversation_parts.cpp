#include "protocol/encode_conversation_parts.hpp"

#include "protocol/encode_parts.hpp"
#include "protocol/encode_serving.hpp"

namespace earshot::protocol {

void write_sentiment(json_writer& w, const mood& m, const audience& who) {
  if (who.sentiment)
    write_mood(w.key("sentiment"), m);
  else if (who.reason != no_score::none)
    w.key("sentiment")
        .open_object()
        .key("level")
        .null()
        .key("reason")
        .text(name_of(who.reason))
        .close_object();
}

void write_message(json_writer& w, const conversation& c, const utterance& u, const audience& who) {
  open_message(w, c, u, who);
  w.close_object();
}

void open_message(json_writer& w, const conversation& c, const utterance& u, const audience& who) {
  scoring s = c.scoring_of(u);
  w.open_object().key("message").number(u.message);
  w.key("author").open_object().key("role").text(name_of(u.by.role));
  w.key("id").text_or_null(u.by.id).close_object();
  w.key("text").text(u.text).key("at").time(u.at);
  if (u.message <= c.erased_upto())
    w.key("erased").boolean(true);
  if (u.lang.known())
    w.key("language").text(u.lang.code());
  if (u.start_ms)
    w.key("start_ms").number(*u.start_ms);
  if (u.duration_ms)
    w.key("duration_ms").number(*u.duration_ms);
  if (who.sentiment && s.score)
    w.key("score").decimal(*s.score);
  if (who.sentiment && s.why_not != no_score::none)
    w.key("unscored").text(name_of(s.why_not));
}

void write_opening(json_writer& w, const conversation& c, const queue_id& queue, const policy& p,
                   const audience& who) {
  const opening& o = c.opened_with();
  w.key("conversation").text(c.id()).key("queue").text(queue);
  w.key("channel").text(name_of(o.channel));
  write_customer(w.key("customer"), o, who);
  if (const auto& subject = *o.subject)
    w.key("subject")
        .open_object()
        .key("kind")
        .text(subject->kind)
        .key("id")
        .text(subject->id)
        .close_object();
  w.key("opened_at").time(c.opened_at());
  w.key("notice").text_or_null(notice_of(p));
}

void write_note(json_writer& w, const note_added& n, time_point at) {
  w.open_object()
      .key("author")
      .text(n.by)
      .key("text")
      .text(n.text)
      .key("at")
      .time(at)
      .close_object();
}

void write_comment(json_writer& w, const comment_now& c) {
  w.open_object().key("id").text(c.what.id).key("author").text(c.what.by);
  w.key("seller").text_or_null(c.what.seller);
  if (c.what.message)
    w.key("message").number(*c.what.message);
  if (!c.what.reply_to.empty())
    w.key("reply_to").text(c.what.reply_to);
  w.key("text");
  c.deleted_at ? w.null() : w.text(c.what.text);
  w.key("shared").boolean(c.what.shared).key("at").time(c.at);
  if (c.edited_at)
    w.key("edited_at").time(*c.edited_at);
  if (c.deleted_at)
    w.key("deleted_at").time(*c.deleted_at);
  w.close_object();
}

void write_comments(json_writer& w, const std::vector<comment_now>& comments) {
  write_newest(w.key("comments"), comments, snapshot_bytes_max / 8,
               [](json_writer& each, const comment_now& c) { write_comment(each, c); });
}

void write_recording(json_writer& w, const conversation& c) {
  auto* r = c.recording();
  w.key("recording");
  if (!r) {
    w.null();
    return;
  }
  w.open_object().key("type").text(r->type).key("bytes").number(r->bytes);
  w.key("at").time(c.events()[c.recorded_at() - 1]->at).close_object();
}

} // namespace earshot::protocol
