#include "protocol/encode.hpp"
#include "protocol/json_writer.hpp"

#include <algorithm>

namespace earshot::protocol {

namespace {

void write_texts(json_writer& w, const std::vector<std::string>& all) {
  w.open_array();
  for (const auto& one : all)
    w.text(one);
  w.close_array();
}

void write_roles(json_writer& w, role_set roles) {
  w.open_array();
  for (role r : all_roles)
    if (roles.has(r))
      w.text(name_of(r));
  w.close_array();
}

void write_user(json_writer& w, const viewer& user) {
  w.open_object().key("id").text(user.user);
  if (!user.name.empty())
    w.key("name").text(user.name);
  write_roles(w.key("roles"), user.roles);
  w.close_object();
}

void write_shares(json_writer& w, const explanation& e) {
  w.key("words").open_array();
  for (const word_share& s : e.words)
    w.open_object()
        .key("text")
        .text(s.text)
        .key("contribution")
        .exact(s.contribution)
        .close_object();
  w.close_array().key("rules").open_array();
  for (const rule_share& r : e.rules)
    w.open_object()
        .key("rule")
        .text(r.rule)
        .key("text")
        .text(r.text)
        .key("contribution")
        .exact(r.contribution)
        .close_object();
  w.close_array();
}

} // namespace

std::string welcome(std::string_view session, const viewer& user, const session_limits& limits,
                    time_point now) {
  std::string out;
  json_writer w(out);
  w.open_object().key("type").text("welcome").key("v").number(wire_version);
  w.key("session").text(session);
  write_user(w.key("user"), user);
  w.key("heartbeat_ms").number(limits.heartbeat_ms);
  w.key("limits").open_object();
  w.key("frame_bytes").number(limits.frame_bytes).key("in_flight").number(limits.in_flight);
  w.key("subscriptions").number(limits.subscriptions);
  w.key("outbox_bytes").number(limits.outbox_bytes).close_object();
  w.key("server").open_object().key("name").text("earshot");
  w.key("version").text(server_version).key("time").time(now).close_object();
  w.close_object();
  return out;
}

std::string ok(std::string_view id, std::string_view result, bool duplicate) {
  std::string out;
  out.reserve(48 + id.size() + result.size());
  json_writer w(out);
  w.open_object().key("type").text("ok").key("id").text(id);
  if (!result.empty())
    w.key("result").raw(result);
  if (duplicate)
    w.key("duplicate").boolean(true);
  w.close_object();
  return out;
}

std::string failed(std::string_view id, const error& e) {
  const error_code_entry& entry = entry_of(e.code);
  std::string out;
  json_writer w(out);
  w.open_object().key("type").text("error");
  if (!id.empty())
    w.key("id").text(id);
  w.key("code").text(entry.name).key("message").text(e.message);
  w.key("retry").boolean(entry.retry);
  if (!e.field.empty())
    w.key("field").text(e.field);
  if (e.after_ms > 0)
    w.key("after_ms").number(e.after_ms);
  w.close_object();
  return out;
}

std::string pong(std::optional<std::int64_t> n) {
  std::string out;
  json_writer w(out);
  w.open_object().key("type").text("pong");
  if (n)
    w.key("n").number(*n);
  w.close_object();
  return out;
}

std::string gap(std::string_view stream, std::uint64_t head) {
  std::string out;
  json_writer(out)
      .open_object()
      .key("type")
      .text("gap")
      .key("stream")
      .text(stream)
      .key("head")
      .number(head)
      .close_object();
  return out;
}

std::string revoked(std::string_view stream, std::string_view reason) {
  std::string out;
  json_writer(out)
      .open_object()
      .key("type")
      .text("revoked")
      .key("stream")
      .text(stream)
      .key("reason")
      .text(reason)
      .close_object();
  return out;
}

std::string notice(std::string_view kind) {
  std::string out;
  json_writer(out).open_object().key("type").text("notice").key("kind").text(kind).close_object();
  return out;
}

std::string offset_result(std::uint64_t offset) {
  std::string out;
  json_writer(out).open_object().key("offset").number(offset).close_object();
  return out;
}

std::string accepted_result(std::uint64_t offset, std::string_view state) {
  std::string out;
  json_writer w(out);
  w.open_object().key("offset").number(offset).key("state").raw(state).close_object();
  return out;
}

std::string message_result(std::uint32_t message, std::uint64_t offset) {
  std::string out;
  json_writer(out)
      .open_object()
      .key("message")
      .number(message)
      .key("offset")
      .number(offset)
      .close_object();
  return out;
}

std::string subscribed_result(std::string_view epoch, std::uint64_t offset) {
  std::string out;
  json_writer(out)
      .open_object()
      .key("epoch")
      .text(epoch)
      .key("offset")
      .number(offset)
      .close_object();
  return out;
}

std::string whoami_result(const viewer& user, const directory& d) {
  std::string out;
  json_writer w(out);
  w.open_object();
  write_user(w.key("user"), user);
  write_roles(w.key("roles"), user.roles);
  w.key("queues").open_array();
  for (const auto& [id, q] : d.queues())
    if (d.is_member(id, user.user) || d.supervises(id, user.user))
      w.text(id);
  w.close_array().key("teams").open_array();
  for (const auto& [id, t] : d.teams())
    for (const auto* people : {&t.managers, &t.sellers})
      if (std::find(people->begin(), people->end(), user.user) != people->end()) {
        w.text(id);
        break;
      }
  w.close_array().close_object();
  return out;
}

std::string queues_result(const viewer& user, const directory& d) {
  bool all = user.roles.has(role::admin) || user.roles.has(role::connector);
  std::string out;
  json_writer w(out);
  w.open_object().key("queues").open_array();
  for (const auto& [id, q] : d.queues()) {
    bool member = d.is_member(id, user.user), supervisor = d.supervises(id, user.user);
    if (!all && !member && !supervisor)
      continue;
    w.open_object().key("queue").text(id).key("name").text(q.name);
    w.key("member").boolean(member).key("supervisor").boolean(supervisor);
    w.key("languages").open_array();
    for (language l : q.languages)
      w.text(l.code());
    w.close_array();
    if (member || supervisor || user.roles.has(role::admin))
      w.key("policy").raw(policy_json(q.policy));
    if (user.roles.has(role::admin)) {
      write_texts(w.key("members"), q.members);
      write_texts(w.key("supervisors"), q.supervisors);
    }
    w.close_object();
  }
  w.close_array().close_object();
  return out;
}

std::string history_result(const std::vector<std::string>& conversations, std::string_view next) {
  std::string out;
  json_writer w(out);
  w.open_object().key("conversations").open_array();
  for (const std::string& one : conversations)
    w.raw(one);
  w.close_array().key("next").text_or_null(next).close_object();
  return out;
}

std::string access_result(const access_answer& a) {
  std::string out;
  json_writer w(out);
  w.open_object().key("allowed").boolean(a.allowed).key("reasons").open_array();
  for (const access_reason& r : a.reasons)
    w.open_object()
        .key("code")
        .text(r.code)
        .key("text")
        .text(r.text)
        .key("who_can_change_it")
        .text(r.who_can_change_it)
        .close_object();
  w.close_array().close_object();
  return out;
}

std::string score_result(const explanation& e, language lang) {
  std::string out;
  json_writer w(out);
  w.open_object();
  if (!e.outcome.score) {
    w.key("level").null().key("reason").text(name_of(e.outcome.why_not));
    w.key("language").text_or_null(lang.code()).close_object();
    return out;
  }
  level l = level_of(*e.outcome.score);
  if (e.outcome.profanity)
    l = std::min(l, level::negative);
  w.key("score").decimal(*e.outcome.score).key("level").text(name_of(l));
  w.key("value").number(value_of(l)).key("language").text(lang.code());
  w.key("p").open_object().key("negative").decimal(e.outcome.p.negative);
  w.key("neutral").decimal(e.outcome.p.neutral);
  w.key("positive").decimal(e.outcome.p.positive).close_object();
  w.key("base").exact(e.base);
  write_shares(w, e);
  w.close_object();
  return out;
}

std::string explain_result(const conversation& c, const std::vector<explanation>& messages) {
  mood m = c.mood();
  auto slots = c.window().slots();
  double weights = 0;
  std::vector<scoring> now;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    now.push_back(under_policy(slots[i].scored(), slots[i].lang, c.policy()));
    if (now[i].score)
      weights += sentiment_window::weight_of(slots.size() - 1 - i);
  }
  std::string out;
  json_writer w(out);
  w.open_object();
  if (m.why_not == no_score::none) {
    w.key("score").decimal(m.score).key("level").text(name_of(m.lvl));
    w.key("value").number(value_of(m.lvl)).key("profanity").boolean(m.profanity);
  } else {
    w.key("score").null().key("level").null().key("reason").text(name_of(m.why_not));
  }
  w.key("messages").open_array();
  for (std::size_t i = 0; i < slots.size(); ++i) {
    double weight = sentiment_window::weight_of(slots.size() - 1 - i);
    w.open_object().key("message").number(slots[i].message);
    w.key("language").text_or_null(slots[i].lang.code()).key("weight").decimal(weight);
    if (now[i].score) {
      w.key("score").decimal(*now[i].score);
      w.key("contribution").exact(weight * *now[i].score / weights);
      w.key("base").exact(messages[i].base);
      write_shares(w, messages[i]);
    } else {
      w.key("score").null().key("unscored").text(name_of(now[i].why_not));
    }
    w.close_object();
  }
  w.close_array().close_object();
  return out;
}

} // namespace earshot::protocol
