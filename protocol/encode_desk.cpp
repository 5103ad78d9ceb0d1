#include "protocol/encode.hpp"
#include "protocol/encode_parts.hpp"
#include "protocol/json_writer.hpp"

#include <algorithm>

namespace earshot::protocol {

namespace {

void write_offer(json_writer& w, const offer_card& o, time_point now) {
  w.open_object().key("conversation").text(o.conversation).key("queue").text(o.queue);
  w.key("customer").open_object().key("id").text(o.customer);
  if (!o.customer_name.empty())
    w.key("name").text(o.customer_name);
  w.close_object().key("channel").text(name_of(o.channel));
  w.key("language").text_or_null(o.lang.code());
  w.key("waiting_ms").number(std::max<std::int64_t>(0, (now - o.since).count()));
  if (o.position > 0)
    w.key("position").number(o.position);
  write_mood(w.key("sentiment"), o.mood);
  w.key("expires_at").time(o.expires);
  if (o.again)
    w.key("again").boolean(true);
  if (!o.from.empty())
    w.key("transfer_by").text(o.from);
  w.close_object();
}

} // namespace

std::string presence_result(const member_state& s) {
  std::string out;
  json_writer w(out);
  write_member(w.open_object(), s).close_object();
  return out;
}

std::string desk_snapshot(const stream_place& place, const desk& d) {
  std::string out;
  json_writer w(out);
  open_snapshot(w, place);
  write_member(w, d.state());
  w.key("offers").open_array();
  for (const auto& [id, card] : d.offers())
    write_offer(w, *card, place.at);
  w.close_array().key("conversations").open_array();
  for (const auto& [id, r] : d.conversations())
    w.open_object()
        .key("conversation")
        .text(id)
        .key("queue")
        .text(r->queue)
        .key("status")
        .text(name_of(r->status))
        .close_object();
  w.close_array().close_object().close_object();
  return out;
}

std::string desk_assigned_event(const stream_place& place, const conversation_id& c) {
  std::string out;
  json_writer w(out);
  open_event(w, place, "assigned");
  w.open_object().key("conversation").text(c).close_object().close_object();
  return out;
}

std::string desk_offer_event(const stream_place& place, const offer_card& o) {
  std::string out;
  json_writer w(out);
  open_event(w, place, "offer");
  write_offer(w, o, place.at);
  w.close_object();
  return out;
}

std::string desk_offer_closed_event(const stream_place& place, const conversation_id& c,
                                    offer_fate fate) {
  std::string out;
  json_writer w(out);
  open_event(w, place, "offer_closed");
  w.open_object().key("conversation").text(c).key("reason").text(name_of(fate));
  w.close_object().close_object();
  return out;
}

std::string desk_presence_event(const stream_place& place, const member_state& s,
                                std::string_view reason) {
  std::string out;
  json_writer w(out);
  open_event(w, place, "presence");
  write_member(w.open_object(), s);
  if (!reason.empty())
    w.key("reason").text(reason);
  w.close_object().close_object();
  return out;
}

} // namespace earshot::protocol
