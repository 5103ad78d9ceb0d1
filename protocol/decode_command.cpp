#include "protocol/decode_command.hpp"

#include "domain/erasure.hpp"
#include "domain/ids.hpp"
#include "protocol/decode_coaching.hpp"

#include <nlohmann/json.hpp>

namespace earshot::protocol {

namespace {

constexpr std::size_t attributes_max = 20;
constexpr std::size_t notice_bytes_max = 1024;
constexpr std::size_t people_max = 10'000;
constexpr std::size_t skills_max = 20;
constexpr std::int64_t capacity_max = 1000;
constexpr std::int64_t wrap_up_s_max = 3600;
constexpr std::int64_t call_ms_max = 1000LL * 60 * 60 * 24 * 7;

customer read_customer(field_reader args) {
  field_reader from = args.object("customer");
  customer c;
  c.id = from.id("id");
  if (c.id == erased_customer)
    from.invalid("id", "'erased' stands for customers that were erased: take another id");
  c.name = from.text_or_empty("name", name_bytes_max);
  c.lang = from.lang("language").value_or(language{});
  if (!from.has("attributes"))
    return c;
  const json& attributes = *from.find("attributes");
  field_reader each = from.object("attributes");
  attribute_list list;
  if (attributes.size() > attributes_max)
    from.invalid("attributes", "must have at most 20 entries");
  if (attributes.is_object() && !from.failed())
    for (const auto& item : attributes.items()) {
      if (item.key().size() > name_bytes_max)
        from.invalid("attributes", "must have names of at most 256 bytes");
      list.emplace_back(item.key(), each.text(item.key().c_str(), name_bytes_max, true));
    }
  c.attributes = std::move(list);
  return c;
}

open_conversation read_open(field_reader& args) {
  open_conversation c;
  c.conversation = args.id("conversation");
  c.queue = args.id("queue");
  if (!args.has("channel"))
    args.missing("channel");
  c.channel = args.one_of<channel>("channel", 5).value_or(channel::chat);
  c.customer = read_customer(args);
  c.with_bot = args.boolean("with_bot").value_or(false);
  c.at = args.time("at");
  c.skills = args.ids("skills", skills_max).value_or(std::vector<std::string>{});
  if (args.has("subject")) {
    field_reader s = args.object("subject");
    c.subject = subject{s.text("kind", name_bytes_max), s.text("id", name_bytes_max)};
  }
  return c;
}

add_message read_message(field_reader& args, const decode_limits& limits) {
  add_message m;
  m.conversation = args.id("conversation");
  m.start_ms = args.integer("start_ms", 0, call_ms_max);
  m.duration_ms = args.integer("duration_ms", 0, call_ms_max);
  m.text = args.text("text", limits.text_bytes, /*may_be_empty=*/m.start_ms.has_value());
  if (m.duration_ms && !m.start_ms)
    args.missing("start_ms");
  if (args.has("author")) {
    field_reader a = args.object("author");
    if (!a.has("role"))
      a.missing("role");
    m.by = author{a.one_of<author_role>("role", 3).value_or(author_role::customer),
                  a.id_or_empty("id")};
  }
  m.at = args.time("at");
  m.lang = args.lang("language");
  return m;
}

assign_conversation read_assign(field_reader& args) {
  assign_conversation a;
  a.conversation = args.id("conversation");
  a.agent = args.id("agent");
  a.at = args.time("at");
  return a;
}

close_conversation read_close(field_reader& args) {
  close_conversation c;
  c.conversation = args.id("conversation");
  if (args.has("outcome")) {
    c.outcome = args.one_of<outcome>("outcome", 5).value_or(outcome::none);
    if (c.outcome == outcome::none)
      args.invalid("outcome", "must be one of won, lost, solved, unsolved");
  }
  c.at = args.time("at");
  return c;
}

add_note read_note(field_reader& args, const decode_limits& limits) {
  std::string conversation = args.id("conversation");
  return {std::move(conversation), args.text("text", limits.text_bytes)};
}

whisper read_whisper(field_reader& args, const decode_limits& limits) {
  std::string conversation = args.id("conversation");
  return {std::move(conversation), args.text("text", limits.text_bytes)};
}

set_alert read_set_alert(field_reader& args) {
  set_alert a;
  a.conversation = args.id("conversation");
  if (!args.has("state"))
    args.missing("state");
  a.answer = args.one_of<alert_answer>("state", 2).value_or(alert_answer::taken);
  return a;
}

transfer_conversation read_transfer(field_reader& args) {
  transfer_conversation c;
  c.conversation = args.id("conversation");
  c.queue = args.id_or_empty("queue");
  c.agent = args.id_or_empty("agent");
  if (c.queue.empty() && c.agent.empty())
    args.missing("queue");
  if (!c.queue.empty() && !c.agent.empty())
    args.invalid("agent", "must be left out where queue is given: it goes to one of the two");
  return c;
}

set_presence read_presence(field_reader& args) {
  set_presence c;
  if (!args.has("presence"))
    args.missing("presence");
  c.presence = args.one_of<presence>("presence", 4).value_or(presence::offline);
  if (auto n = args.integer("capacity", 0, capacity_max))
    c.capacity = static_cast<std::uint32_t>(*n);
  return c;
}

/// {"mette":["da","billing"]}
std::optional<skill_lists> read_skills(field_reader& args) {
  if (!args.has("skills"))
    return std::nullopt;
  skill_lists lists;
  const json& people = *args.find("skills");
  field_reader each = args.object("skills");
  if (people.size() > people_max)
    args.invalid("skills", "must have at most 10000 entries");
  if (!people.is_object() || args.failed())
    return lists;
  for (const auto& item : people.items()) {
    if (!is_id(item.key()))
      args.invalid("skills", "must have the members' ids as names");
    lists.emplace_back(
        item.key(), each.ids(item.key().c_str(), skills_max).value_or(std::vector<std::string>{}));
  }
  return lists;
}

create_queue read_create_queue(field_reader& args) {
  create_queue c;
  c.queue = args.id("queue");
  c.name = args.text_or_empty("name", name_bytes_max);
  c.members = args.ids("members", people_max).value_or(std::vector<user_id>{});
  c.supervisors = args.ids("supervisors", people_max).value_or(std::vector<user_id>{});
  c.languages = args.langs("languages").value_or(std::vector<language>{});
  c.time_zone = args.text_or_empty("time_zone", name_bytes_max);
  c.skills = read_skills(args).value_or(skill_lists{});
  return c;
}

change_queue read_change_queue(field_reader& args) {
  change_queue c;
  c.queue = args.id("queue");
  if (args.has("name"))
    c.name = args.text("name", name_bytes_max);
  c.members = args.ids("members", people_max);
  c.supervisors = args.ids("supervisors", people_max);
  c.languages = args.langs("languages");
  if (args.has("time_zone"))
    c.time_zone = args.text("time_zone", name_bytes_max, /*may_be_empty=*/true);
  c.skills = read_skills(args);
  return c;
}

std::optional<threshold> read_threshold(field_reader& alerts, const char* name) {
  const json* v = alerts.find(name);
  if (!v)
    return std::nullopt;
  if (*v == "off")
    return std::optional<threshold>(std::in_place); // never
  for (level l : {level::slightly_negative, level::negative, level::very_negative})
    if (*v == name_of(l))
      return threshold{l};
  alerts.invalid(name, "must be one of off, slightly_negative, negative, very_negative");
  return std::nullopt;
}

configure_queue read_configure(field_reader& args) {
  configure_queue c;
  c.queue = args.id("queue");
  c.sentiment = args.boolean("sentiment");
  c.multilingual = args.boolean("multilingual");
  if (args.has("alerts")) {
    field_reader alerts = args.object("alerts");
    c.agent_alert = read_threshold(alerts, "agent");
    c.supervisor_alert = read_threshold(alerts, "supervisor");
  }
  if (args.has("notice"))
    c.notice = args.text("notice", notice_bytes_max, /*may_be_empty=*/true);
  if (auto s = args.integer("wrap_up_s", 0, wrap_up_s_max))
    c.wrap_up_s = static_cast<std::uint32_t>(*s);
  return c;
}

/// FNV-1a over the op and the arguments, whose names nlohmann keeps sorted.
std::uint64_t hash_of(std::string_view op_name, const json& args) {
  std::uint64_t h = 14695981039346656037ULL;
  auto mix = [&h](std::string_view s) {
    for (unsigned char c : s)
      h = (h ^ c) * 1099511628211ULL;
  };
  mix(op_name);
  mix(args.dump(-1, ' ', false, json::error_handler_t::replace));
  return h;
}

} // namespace

command read_command(field_reader& frame, request_id id, const decode_limits& limits) {
  command c;
  c.id = std::move(id);
  std::string name = frame.text("op", 64);
  auto what = op_from(name);
  if (!what) {
    frame.unknown(errc::unknown_op, "op", "no command is called '" + name + "'");
    return c;
  }
  c.what = *what;
  c.key = frame.has("key") ? frame.text("key", key_bytes_max) : std::string{};
  field_reader args = frame.object("args");
  if (frame.failed())
    return c;
  if (!c.key.empty())
    c.body = hash_of(name, *frame.find("args"));
  switch (*what) {
  case op::conversation_open: c.args = read_open(args); break;
  case op::conversation_message: c.args = read_message(args, limits); break;
  case op::conversation_escalate: c.args = escalate_conversation{args.id("conversation")}; break;
  case op::conversation_assign: c.args = read_assign(args); break;
  case op::conversation_close: c.args = read_close(args); break;
  case op::conversation_note: c.args = read_note(args, limits); break;
  case op::queue_create: c.args = read_create_queue(args); break;
  case op::queue_members: c.args = read_change_queue(args); break;
  case op::queue_configure: c.args = read_configure(args); break;
  case op::comment_add: c.args = read_comment(args, limits); break;
  case op::comment_edit: c.args = read_comment_edit(args, limits); break;
  case op::comment_delete: c.args = read_comment_deletion(args); break;
  case op::conversation_share: c.args = read_share(args); break;
  case op::conversation_unshare: c.args = read_unshare(args); break;
  case op::action_item_set: c.args = read_action_item(args); break;
  case op::team_set: c.args = read_team(args); break;
  case op::user_set: c.args = read_user(args); break;
  case op::trackers_set: c.args = read_trackers(args); break;
  case op::conversation_whisper: c.args = read_whisper(args, limits); break;
  case op::conversation_join: c.args = join_conversation{args.id("conversation")}; break;
  case op::alert_set: c.args = read_set_alert(args); break;
  case op::customer_erase: c.args = erase_command{erase_customer{args.id("customer")}}; break;
  case op::conversation_erase:
    c.args = erase_command{erase_conversation{args.id("conversation")}};
    break;
  case op::offer_accept: c.args = accept_offer{args.id("conversation")}; break;
  case op::offer_decline: c.args = decline_offer{args.id("conversation")}; break;
  case op::offer_take: c.args = take_conversation{args.id("conversation")}; break;
  case op::conversation_transfer: c.args = read_transfer(args); break;
  case op::presence_set: c.args = read_presence(args); break;
  }
  return c;
}

} // namespace earshot::protocol
