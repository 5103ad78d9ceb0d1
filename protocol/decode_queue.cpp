#include "protocol/decode_queue.hpp"

#include "domain/ids.hpp"
#include "protocol/messages.hpp"

#include <nlohmann/json.hpp>

namespace earshot::protocol {

namespace {

constexpr std::size_t people_max = 10'000;

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

std::optional<alert_threshold> read_threshold(field_reader& alerts, const char* name) {
  if (!alerts.has(name))
    return std::nullopt;
  const std::string* said = alerts.text_in(name);
  auto known = said ? threshold_from(*said) : std::nullopt;
  if (!known)
    alerts.invalid(name, "must be one of off, slightly_negative, negative, very_negative");
  return known;
}

/// What is set beside who works there; nothing where nothing is.
std::optional<configure_queue> read_settings(field_reader& args) {
  configure_queue c;
  c.sentiment = args.boolean("sentiment");
  c.multilingual = args.boolean("multilingual");
  if (args.has("alerts")) {
    field_reader alerts = args.object("alerts");
    alerts.knows_only({"agent", "supervisor"});
    c.agent_alert = read_threshold(alerts, "agent");
    c.supervisor_alert = read_threshold(alerts, "supervisor");
  }
  if (args.has("notice"))
    c.notice = args.text("notice", notice_bytes_max, /*may_be_empty=*/true);
  if (auto s = args.integer("wrap_up_s", 0, wrap_up_s_max))
    c.wrap_up_s = static_cast<std::uint32_t>(*s);
  bool any = c.sentiment || c.multilingual || c.agent_alert || c.supervisor_alert || c.notice
             || c.wrap_up_s;
  return any ? std::optional(std::move(c)) : std::nullopt;
}

} // namespace

create_queue read_create_queue(field_reader& args) {
  args.knows_only({"queue", "name", "members", "supervisors", "languages", "time_zone", "skills",
                   "sentiment", "multilingual", "alerts", "notice", "wrap_up_s"});
  create_queue c;
  c.queue = args.id("queue");
  c.name = args.text_or_empty("name", name_bytes_max);
  c.members = args.ids("members", people_max).value_or(std::vector<user_id>{});
  c.supervisors = args.ids("supervisors", people_max).value_or(std::vector<user_id>{});
  c.languages = args.langs("languages").value_or(std::vector<language>{});
  c.time_zone = args.text_or_empty("time_zone", name_bytes_max);
  c.skills = read_skills(args).value_or(skill_lists{});
  c.configured = read_settings(args);
  return c;
}

change_queue read_change_queue(field_reader& args) {
  args.knows_only({"queue", "name", "members", "supervisors", "languages", "time_zone", "skills"});
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

configure_queue read_configure(field_reader& args) {
  args.knows_only({"queue", "sentiment", "multilingual", "alerts", "notice", "wrap_up_s"});
  auto queue = args.id("queue");
  configure_queue c = read_settings(args).value_or(configure_queue{});
  c.queue = std::move(queue);
  return c;
}

} // namespace earshot::protocol
