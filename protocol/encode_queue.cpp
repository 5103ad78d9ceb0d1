#include "protocol/encode.hpp"
#include "protocol/encode_parts.hpp"
#include "protocol/encode_watching.hpp"
#include "protocol/json_writer.hpp"

#include <algorithm>

namespace earshot::protocol {

namespace {

std::string_view name_of_threshold(const std::optional<level>& t) {
  return t ? name_of(*t) : "off";
}

void write_policy(json_writer& w, const policy& p) {
  w.open_object().key("version").number(p.version).key("sentiment").boolean(p.sentiment);
  w.key("multilingual").boolean(p.multilingual).key("alerts").open_object();
  w.key("agent").text(name_of_threshold(p.alerts.agent));
  w.key("supervisor").text(name_of_threshold(p.alerts.supervisor)).close_object();
  w.key("notice").text(p.notice.empty() ? standard_notice : p.notice);
  w.key("wrap_up_s").number(p.wrap_up_s);
  w.key("changed_by").text_or_null(p.changed_by).close_object();
}

/// Of more than are shown, those who are here come first.
void write_members(json_writer& w, std::vector<member_state> members) {
  if (members.size() > members_shown_max) {
    std::stable_partition(members.begin(), members.end(),
                          [](const member_state& m) { return m.presence != presence::offline; });
    members.resize(members_shown_max);
  }
  w.key("members").open_array();
  for (const member_state& m : members)
    write_member(w.open_object().key("user").text(m.user), m).close_object();
  w.close_array();
}

void write_row_mood(json_writer& w, const conversation_row& r) {
  w.key("sentiment").open_object();
  if (r.mood.why_not != no_score::none) {
    w.key("level").null().key("reason").text(name_of(r.mood.why_not)).close_object();
    w.key("trend").null();
    return;
  }
  w.key("level").text(name_of(r.mood.lvl)).key("value").number(value_of(r.mood.lvl));
  w.key("score").decimal(r.mood.score).key("evidence").number(int{r.mood.evidence});
  w.key("profanity").boolean(r.mood.profanity).close_object().key("trend").decimal(r.trend);
}

std::string_view name_of_leaving(left_queue l) {
  return l == left_queue::closed        ? "closed"
         : l == left_queue::transferred ? "transferred"
                                        : "erased";
}

/// Who looks at rows, when, and what they may see.
struct row_view {
  const queue_board& board;
  queue_reader who;
  bool sentiment;
  time_point now;
};

void write_row(json_writer& w, const conversation_row& r, const row_view& view) {
  w.open_object().key("conversation").text(r.conversation);
  bool in_full = view.who != queue_reader::member || r.status == status::open;
  if (in_full) {
    const customer& c = r.opened_with->customer;
    w.key("customer").open_object().key("id").text(c.id);
    if (!c.name.empty())
      w.key("name").text(c.name);
    w.close_object().key("agent").text_or_null(r.agent);
    w.key("channel").text(name_of(r.opened_with->channel));
  }
  w.key("status").text(name_of(r.status));
  if (in_full) {
    w.key("opened_at").time(r.opened_at);
    auto waits = r.unanswered_since ? (view.now - *r.unanswered_since).count() : 0;
    w.key("waiting_ms").number(std::max<std::int64_t>(0, waits));
  }
  if (auto position = view.board.position_of(r))
    w.key("position").number(*position).key("entered_at").time(*r.entered_at);
  if (view.who == queue_reader::supervisor && view.sentiment)
    write_row_mood(w, r);
  if (r.left != left_queue::no)
    w.key("left").text(name_of_leaving(r.left));
  w.close_object();
}

void write_figures(json_writer& w, const queue_figures& f, queue_reader who) {
  w.open_object().key("backlog").number(f.backlog).key("longest_wait_ms").number(f.longest_wait_ms);
  w.key("offered").number(f.offered).key("accepted").number(f.accepted);
  w.key("abandoned").number(f.abandoned).key("average_speed_to_answer_ms");
  f.average_speed_to_answer_ms ? w.number(*f.average_speed_to_answer_ms) : w.null();
  w.key("service_level");
  f.service_level ? w.decimal(*f.service_level) : w.null();
  w.key("abandon_rate");
  f.abandon_rate ? w.decimal(*f.abandon_rate) : w.null();
  if (who == queue_reader::supervisor) {
    w.key("by_level").open_object();
    for (std::size_t i = 0; i < f.by_level.size(); ++i)
      w.key(name_of(static_cast<level>(static_cast<int>(i) - 3))).number(f.by_level[i]);
    w.close_object();
  }
  w.key("by_status").open_object();
  for (std::size_t i = 0; i < f.by_status.size(); ++i)
    w.key(name_of(static_cast<status>(i))).number(f.by_status[i]);
  w.close_object().close_object();
}

} // namespace

std::string policy_json(const policy& p) {
  std::string out;
  json_writer w(out);
  write_policy(w, p);
  return out;
}

wall_view view_of(queue_reader who, const policy& p, wall_order order) {
  return {order, who == queue_reader::member, who == queue_reader::supervisor && p.sentiment};
}

std::string queue_snapshot(const stream_place& place, const directory::queue& q,
                           const std::vector<member_state>& members, const queue_board& board,
                           const queue_figures& figures,
                           const std::vector<const alert_board::entry*>& alerts, queue_reader who) {
  std::string out;
  json_writer w(out);
  open_snapshot(w, place);
  w.key("name").text(q.name);
  write_policy(w.key("policy"), q.policy);
  write_members(w, members);
  w.key("members_total").number(members.size());
  wall_page page =
      *page_of(board.rows(), view_of(who, q.policy, wall_order::risk), snapshot_rows_max, {});
  w.key("conversations_total").number(page.total);
  w.key("conversations").open_array();
  for (const row_ptr& r : page.rows)
    if (out.size() < snapshot_bytes_max * 3 / 4)
      write_row(w, *r, {board, who, q.policy.sentiment, place.at});
  w.close_array().key("alerts").open_array();
  for (const auto* open : alerts)
    if (out.size() < snapshot_bytes_max)
      write_alert(w, *open->row, *open->alert, name_of_state(open->alert->answer), true);
  w.close_array();
  write_figures(w.key("figures"), figures, who);
  w.close_object().close_object();
  return out;
}

std::string wall_result(const wall_page& page, const queue_board& board, queue_reader who,
                        const policy& p, wall_order order, time_point now) {
  std::string out, next = page.next;
  json_writer w(out);
  w.open_object().key("conversations").open_array();
  for (const row_ptr& r : page.rows) {
    write_row(w, *r, {board, who, p.sentiment, now});
    if (out.size() < snapshot_bytes_max || r == page.rows.back())
      continue;
    next = cursor_after(*r, view_of(who, p, order));
    break;
  }
  w.close_array().key("conversations_total").number(page.total);
  w.key("next").text_or_null(next).close_object();
  return out;
}

std::string queue_policy_event(const stream_place& place, const policy& p) {
  std::string out;
  json_writer w(out);
  open_event(w, place, "policy");
  write_policy(w, p);
  w.close_object();
  return out;
}

std::string queue_members_event(const stream_place& place, std::string_view kind,
                                const std::vector<member_state>& members) {
  std::string out;
  json_writer w(out);
  open_event(w, place, kind);
  w.open_object();
  write_members(w, members);
  if (kind == "members") // all of them
    w.key("members_total").number(members.size());
  w.close_object().close_object();
  return out;
}

std::string queue_row_event(const stream_place& place, const conversation_row& r,
                            const queue_board& board, queue_reader who, bool sentiment) {
  std::string out;
  json_writer w(out);
  open_event(w, place, "conversation");
  write_row(w, r, {board, who, sentiment, place.at});
  w.close_object();
  return out;
}

std::string queue_figures_event(const stream_place& place, const queue_figures& f,
                                queue_reader who) {
  std::string out;
  json_writer w(out);
  open_event(w, place, "figures");
  write_figures(w, f, who);
  w.close_object();
  return out;
}

} // namespace earshot::protocol
