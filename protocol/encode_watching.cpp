#include "protocol/encode_watching.hpp"

namespace earshot::protocol {

bool may_read(const whispered& x, const conversation& c, const audience& who) {
  return who.as == audience::kind::supervisor
         || (who.as == audience::kind::agent && x.agent == c.agent());
}

void write_whispers(json_writer& w, const conversation& c, const audience& who) {
  if (who.as != audience::kind::supervisor && who.as != audience::kind::agent)
    return;
  std::vector<const event*> newest_first;
  std::size_t bytes = 0;
  auto events = c.events();
  for (auto it = events.rbegin(); it != events.rend() && bytes < snapshot_bytes_max / 16; ++it)
    if (auto* x = std::get_if<whispered>(&of_conversation(**it)); x && may_read(*x, c, who)) {
      bytes += x->text.size() + 100;
      newest_first.push_back(it->get());
    }
  w.key("whispers").open_array();
  for (auto it = newest_first.rbegin(); it != newest_first.rend(); ++it) {
    auto& x = std::get<whispered>(of_conversation(**it));
    w.open_object().key("author").text(x.by).key("text").text(x.text);
    w.key("at").time((*it)->at).close_object();
  }
  w.close_array();
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

} // namespace earshot::protocol
