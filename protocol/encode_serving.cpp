#include "protocol/encode_serving.hpp"

namespace earshot::protocol {

void write_handing_over(json_writer& w, const conversation& c) {
  const handover* h = c.handing_over();
  w.key("offered_to").text_or_null(h && h->offer ? h->offer->agent : user_id{});
  if (h && h->lost_at)
    w.key("agent_lost_at").time(*h->lost_at);
  if (h && h->transfer)
    w.key("transfer")
        .open_object()
        .key(h->transfers_to_queue() ? "queue" : "agent")
        .text(h->transfers_to_queue() ? h->transfer->queue : h->transfer->agent)
        .key("by")
        .text(h->transfer->by)
        .close_object();
}

void write_bot_part(json_writer& w, const conversation& c) {
  if (!c.opened_with().with_bot)
    return;
  std::uint32_t last = 0;
  for (const event_ptr& e : c.events()) {
    if (auto* m = std::get_if<message_added>(&of_conversation(*e)))
      last = m->said.message;
    if (std::holds_alternative<escalated>(of_conversation(*e)))
      break;
  }
  w.key("bot_until").number(last);
}

void write_fields(json_writer& w, const offered& o) {
  w.key("agent").text(o.agent).key("expires_at").time(o.expires);
  if (o.again)
    w.key("again").boolean(true);
}

void write_fields(json_writer& w, const offer_ended& o) {
  w.key("agent").text(o.agent).key("reason").text(name_of(o.why));
}

void write_fields(json_writer& w, const transfer_asked& t) {
  w.key("queue").text_or_null(t.queue).key("agent").text_or_null(t.agent).key("by").text(t.by);
}

void write_fields(json_writer& w, const transferred& t) {
  w.key("agent").text_or_null(t.agent).key("queue").text(t.queue);
  w.key("status").text(name_of(t.agent.empty() ? status::open : status::active));
}

void write_fields(json_writer& w, const agent_lost& a) { w.key("agent").text(a.agent); }

void write_fields(json_writer& w, const agent_back& a) { w.key("agent").text(a.agent); }

} // namespace earshot::protocol
