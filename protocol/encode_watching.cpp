#include "protocol/encode_watching.hpp"

#include "protocol/encode_parts.hpp"

namespace earshot::protocol {

bool may_read(const whispered& x, const conversation& c, const audience& who) {
  return who.as == audience::kind::supervisor
         || (who.as == audience::kind::agent && x.agent == c.agent());
}

void write_whispers(json_writer& w, const conversation& c, const audience& who) {
  if (who.as != audience::kind::supervisor && who.as != audience::kind::agent)
    return;
  write_newest(w.key("whispers"), c.events(), snapshot_bytes_max / 16,
               [&](json_writer& each, const event_ptr& e) {
                 auto* x = std::get_if<whispered>(&of_conversation(*e));
                 if (!x || !may_read(*x, c, who))
                   return;
                 each.open_object().key("author").text(x->by).key("text").text(x->text);
                 each.key("at").time(e->at).close_object();
               });
}

void write_turning_point(json_writer& w, const turning_point& t) {
  w.key("turning_point");
  if (!t.any()) {
    w.null();
    return;
  }
  w.open_object().key("message").number(t.message()).key("from").decimal(t.from());
  w.key("to").decimal(t.to()).key("recovered");
  if (t.recovered_with() == 0) {
    w.null().close_object();
    return;
  }
  w.open_object().key("message").number(t.recovered_with()).key("after_reply");
  t.recovered_after() ? w.number(t.recovered_after()) : w.null();
  w.close_object().close_object();
}

std::string_view name_of_state(const std::optional<alert_answer>& answer) {
  return answer ? name_of(*answer) : "raised";
}

void write_alert(json_writer& w, const conversation_row& r, const shown_alert& a,
                 std::string_view state, bool detail) {
  w.open_object().key("conversation").text(r.conversation);
  w.key("agent").text_or_null(r.agent);
  const customer& c = r.opened_with->customer;
  w.key("customer").open_object().key("id").text(c.id);
  if (!c.name.empty())
    w.key("name").text(c.name);
  w.close_object();
  if (detail) {
    w.key("level").text(name_of(a.lvl)).key("since_message").number(a.since_message);
    w.key("words").open_array();
    for (const std::string& word : a.words)
      w.text(word);
    w.close_array();
  }
  w.key("raised_at").time(a.raised_at).key("state").text(state);
  if (a.answer)
    w.key("by").text(a.answered_by);
  w.close_object();
}

std::string hidden_event(const stream_place& place) {
  std::string out;
  json_writer w(out);
  w.open_object().key("type").text("event").key("stream").text(place.stream);
  w.key("epoch").text(place.epoch).key("offset").number(place.offset).key("at").time(place.at);
  w.key("kind").text("hidden").close_object();
  return out;
}

std::string alert_event(const stream_place& place, const alert_news& news, bool detail) {
  bool cleared = news.what == alert_news::kind::cleared;
  const shown_alert& a = *news.alert;
  std::string out;
  json_writer w(out);
  open_event(w, place, "alert");
  write_alert(w, *news.row, a, cleared ? "cleared" : name_of_state(a.answer), detail);
  w.close_object();
  return out;
}

std::string roll_up_event(const stream_place& place, const alert_storm::roll_up& r) {
  std::string out;
  json_writer w(out);
  open_event(w, place, "alert");
  w.open_object().key("state").text("raised").key("count").number(r.count);
  w.key("since").time(r.since).key("conversations").open_array();
  for (const conversation_id& c : r.newest)
    w.text(c);
  w.close_array().close_object().close_object();
  return out;
}

} // namespace earshot::protocol
