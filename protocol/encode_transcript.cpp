#include "protocol/encode_transcript.hpp"

#include "domain/part_rows.hpp"
#include "protocol/encode_conversation_parts.hpp"
#include "protocol/encode_parts.hpp"
#include "protocol/encode_watching.hpp"

#include <span>

namespace earshot::protocol {

namespace {

void write_spans(json_writer& w, const std::vector<text_span>& spans, const std::string& text) {
  w.open_array();
  for (const text_span& s : spans)
    w.text(std::string_view(text).substr(s.begin, s.end - s.begin));
  w.close_array();
}

void write_found(json_writer& w, const message_added& m, const tracked_names& tracked) {
  for (auto [kind, name] : {std::pair{earshot::tracked::keyword, "keywords"},
                            std::pair{earshot::tracked::competitor, "competitors"}}) {
    w.key(name).open_array();
    for (const mention& x : m.found->mentions)
      if (x.kind == kind && tracked.has(kind, x.what))
        w.open_object().key("text").text(x.what).key("count").number(x.count).close_object();
    w.close_array();
  }
  write_spans(w.key("questions"), m.found->questions, m.said.text);
}

void write_items(json_writer& w, std::span<const action_item> items) {
  w.open_array();
  for (const action_item& i : items)
    w.open_object()
        .key("item")
        .number(i.item)
        .key("text")
        .text(i.text)
        .key("state")
        .text(name_of(i.state))
        .close_object();
  w.close_array();
}

/// What is known of one utterance besides its words. `items`: those it promises.
void write_utterance(json_writer& w, const conversation& c, const message_added& m,
                     const audience& who, const tracked_names& tracked,
                     std::span<const action_item> items) {
  open_message(w, c, m.said, who);
  w.key("words").number(m.said.words);
  if (who.sentiment && m.said.by.role == author_role::customer) {
    if (auto score = c.scoring_of(m.said).score)
      w.key("level").text(name_of(level_of(*score)));
    write_mood(w.key("sentiment"), m.after);
  }
  if (who.sees_inside() && m.found)
    write_found(w, m, tracked);
  if (who.sees_inside() && !items.empty())
    write_items(w.key("action_items"), items);
  w.close_object();
}

/// Returns the number of the last message on the page; 0: there are no more behind it.
std::uint32_t write_page(json_writer& w, const conversation& c, const audience& who,
                         const tracked_names& tracked, const transcript_page& page) {
  auto items = action_items_of(c.events());
  auto item = items.begin();
  std::size_t bytes = 0;
  std::uint32_t last = 0;
  int shown = 0;
  for (const event_ptr& e : c.events()) {
    auto* m = std::get_if<message_added>(&of_conversation(*e));
    if (!m)
      continue;
    auto first = item;
    while (item != items.end() && item->message == m->said.message)
      ++item;
    if (m->said.message <= page.after)
      continue;
    std::string one;
    json_writer each(one);
    write_utterance(each, c, *m, who, tracked, {first, item});
    bytes += one.size();
    if (shown == page.limit || (shown > 0 && bytes > snapshot_bytes_max * 3 / 4))
      return last;
    w.raw(one);
    last = m->said.message;
    ++shown;
  }
  return 0;
}

} // namespace

std::string transcript_result(const conversation& c, const audience& who,
                              const tracked_names& tracked,
                              const std::vector<comment_now>& comments,
                              const transcript_page& page) {
  std::string out;
  json_writer w(out);
  w.open_object();
  write_opening(w, c, c.queue(), c.policy(), who);
  w.key("status").text(name_of(c.status())).key("agent").text_or_null(c.agent());
  w.key("closed_at").time_or_null(c.closed_at());
  write_sentiment(w, c.mood(), who);
  if (who.sentiment)
    write_turning_point(w, c.turning_point());
  write_recording(w, c);
  w.key("messages").open_array();
  auto last = write_page(w, c, who, tracked, page);
  w.close_array().key("next");
  last ? w.number(last) : w.null();
  if (who.sees_inside())
    write_comments(w, comments);
  w.close_object();
  return out;
}

std::string comment_result(std::string_view id, std::uint64_t offset) {
  std::string out;
  json_writer(out)
      .open_object()
      .key("comment")
      .text(id)
      .key("offset")
      .number(offset)
      .close_object();
  return out;
}

} // namespace earshot::protocol
