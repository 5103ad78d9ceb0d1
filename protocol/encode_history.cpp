#include "protocol/encode_history.hpp"

#include "protocol/encode_seller.hpp"

#include <algorithm>

namespace earshot::protocol {

std::string history_entry_json(const history_entry& e, const seen_entry& sees) {
  std::string out;
  json_writer w(out);
  w.open_object().key("conversation").text(e.conversation).key("customer").text(e.customer);
  w.key("queue").text(e.queue).key("channel").text(name_of(e.channel));
  w.key("opened_at").time(e.opened).key("last_at").time(e.last);
  w.key("closed_at")
      .time_or_null(e.closed ? optional_time(*e.closed) : optional_time{})
      .key("open")
      .boolean(e.open);
  if (sees.lvl)
    w.key("level").text(name_of(*sees.lvl));
  w.key("outcome").text_or_null(e.outcome == outcome::none ? std::string_view{}
                                                           : name_of(e.outcome));
  if (!e.subject_id.empty())
    w.key("subject")
        .open_object()
        .key("kind")
        .text(e.subject_kind)
        .key("id")
        .text(e.subject_id)
        .close_object();
  w.key("kpis").open_object();
  write_kpis(w, e.figures);
  w.close_object();
  for (auto [kind, name] :
       {std::pair{tracked::keyword, "keywords"}, std::pair{tracked::competitor, "competitors"}}) {
    w.key(name).open_array();
    each_mention(e, [&, kind = kind](tracked k, std::string_view what, std::uint32_t by_customer,
                                     std::uint32_t by_seller) {
      if (k != kind || (sees.tracked && !sees.tracked->has(k, what)))
        return;
      w.open_object().key(k == tracked::keyword ? "text" : "name").text(what);
      w.key("count").number(by_customer).key("by_seller").number(by_seller).close_object();
    });
    w.close_array();
  }
  w.key("questions").open_object().key("by_customer").number(e.counts.questions_by_customer);
  w.key("by_seller").number(e.counts.questions_by_seller).close_object();
  w.key("action_items").open_object().key("open").number(int{e.counts.items_open});
  w.key("done").number(int{e.counts.items_done}).close_object();
  if (e.recorded)
    w.key("recording").boolean(true);
  w.key("comments")
      .number(int{e.counts.comments_shared}
              + (sees.private_comments ? int{e.counts.comments_private} : 0));
  w.close_object();
  return out;
}

std::string history_result(const std::vector<std::string>& entries, std::string_view next,
                           std::size_t total) {
  std::string out;
  json_writer w(out);
  w.open_object().key("conversations").open_array();
  for (const std::string& e : entries)
    w.raw(e);
  w.close_array().key("total").number(total).key("next").text_or_null(next).close_object();
  return out;
}

std::string items_result(const user_id& seller, const seller_history& history,
                         const insight_period& period, std::optional<item_state> state) {
  struct found {
    time_point at;
    std::string json;
  };
  std::vector<found> all;
  history.each(period.from, period.to, [&](const history_entry& e) {
    each_item(e, [&](const packed_item& i) {
      if (state && *state != i.state)
        return;
      found& f = all.emplace_back(found{e.last, {}});
      json_writer(f.json)
          .open_object()
          .key("conversation")
          .text(e.conversation)
          .key("item")
          .number(i.item)
          .key("message")
          .number(i.message)
          .key("text")
          .text(i.text)
          .key("state")
          .text(name_of(i.state))
          .key("at")
          .time(e.last)
          .close_object();
    });
  });
  std::stable_sort(all.begin(), all.end(),
                   [](const found& a, const found& b) { return a.at > b.at; });
  std::string out;
  json_writer w(out);
  w.open_object().key("seller").text(seller).key("total").number(all.size());
  w.key("items").open_array();
  for (std::size_t i = 0; i < std::min(all.size(), items_max); ++i)
    w.raw(all[i].json);
  w.close_array().close_object();
  return out;
}

std::string example_json(const conversation_id& c, const example& x, time_point now) {
  std::string out;
  json_writer w(out);
  w.open_object().key("conversation").text(c).key("by").text(x.by).key("at").time(x.since);
  if (x.until)
    w.key("until").time(*x.until);
  w.key("state").text(x.holds(now) ? "shared" : "taken_back").close_object();
  return out;
}

std::string examples_result(const user_id& seller, const std::vector<std::string>& examples) {
  std::string out;
  json_writer w(out);
  w.open_object().key("seller").text(seller).key("examples").open_array();
  for (const std::string& x : examples)
    w.raw(x);
  w.close_array().close_object();
  return out;
}

} // namespace earshot::protocol
