// Pieces that the frames of several streams share. Included by the encoders only.
#pragma once

#include "protocol/encode.hpp"
#include "protocol/json_writer.hpp"

#include <iterator>

namespace earshot::protocol {

/// Writes an array of the newest of `all` that `bytes` are enough for, in their order; `write`
/// writes nothing where one does not belong there. Returns the newest that had no room, or nullptr.
template <class Range, class Write>
auto write_newest(json_writer& w, const Range& all, std::size_t bytes, Write&& write) {
  std::vector<std::string> newest_first;
  decltype(&*std::rbegin(all)) left_out = nullptr;
  for (auto it = std::rbegin(all); it != std::rend(all) && !left_out; ++it) {
    std::string one;
    json_writer each(one);
    write(each, *it);
    if (one.size() + 1 > bytes) {
      left_out = &*it;
    } else if (!one.empty()) {
      bytes -= one.size() + 1;
      newest_first.push_back(std::move(one));
    }
  }
  w.open_array();
  for (auto it = newest_first.rbegin(); it != newest_first.rend(); ++it)
    w.raw(*it);
  w.close_array();
  return left_out;
}

/// The head of an event frame; what follows is its body.
inline void open_event(json_writer& w, const stream_place& place, std::string_view kind) {
  w.open_object().key("type").text("event").key("stream").text(place.stream);
  w.key("epoch").text(place.epoch).key("offset").number(place.offset).key("at").time(place.at);
  w.key("kind").text(kind).key("body");
}

/// The head of a snapshot, inside its state.
inline void open_snapshot(json_writer& w, const stream_place& place) {
  w.open_object().key("type").text("snapshot").key("stream").text(place.stream);
  w.key("epoch").text(place.epoch).key("offset").number(place.offset).key("state").open_object();
}

/// `{"level",…}`, or a null level with the reason.
inline json_writer& write_mood(json_writer& w, const mood& m) {
  w.open_object();
  if (m.why_not != no_score::none)
    return w.key("level").null().key("reason").text(name_of(m.why_not)).close_object();
  w.key("level").text(name_of(m.lvl)).key("value").number(value_of(m.lvl));
  w.key("score").decimal(m.score).key("evidence").number(int{m.evidence});
  return w.key("profanity").boolean(m.profanity).close_object();
}

/// Fields of an object.
inline json_writer& write_member(json_writer& w, const member_state& m) {
  w.key("presence").text(name_of(m.presence)).key("open").number(m.open);
  return w.key("capacity").number(m.capacity);
}

inline void write_customer(json_writer& w, const opening& o, const audience& who) {
  w.open_object().key("id").text(o.customer.id);
  if (!o.customer.name.empty())
    w.key("name").text(o.customer.name);
  if (o.customer.lang.known())
    w.key("language").text(o.customer.lang.code());
  if (who.sees_inside() && !o.customer.attributes->empty()) {
    w.key("attributes").open_object();
    for (const auto& [name, value] : *o.customer.attributes)
      w.entry(name, value);
    w.close_object();
  }
  w.close_object();
}

} // namespace earshot::protocol
