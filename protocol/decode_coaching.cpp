#include "protocol/decode_coaching.hpp"

#include "protocol/messages.hpp"

#include <nlohmann/json.hpp>

#include <limits>

namespace earshot::protocol {

namespace {

constexpr std::size_t people_max = 10'000;
constexpr std::size_t comment_id_bytes_max = 16;
constexpr std::size_t url_bytes_max = 2'048;
constexpr std::size_t keywords_max = 1'000;
constexpr std::size_t competitors_max = 500;
constexpr std::size_t aliases_max = 50;

/// The texts of an array, each 1..`name_bytes_max` bytes; `field` names it in the error.
std::vector<std::string> read_texts(field_reader& from, const char* field, std::size_t count_max) {
  std::vector<std::string> texts;
  const json* list = from.has(field) ? from.array(field, count_max) : nullptr;
  if (!list)
    return texts;
  for (const json& entry : *list) {
    auto* text = entry.get_ptr<const std::string*>();
    if (!text || text->empty() || text->size() > name_bytes_max) {
      from.invalid(field, "must be a list of texts of 1 to 256 bytes");
      return texts;
    }
    texts.push_back(*text);
  }
  return texts;
}

std::optional<std::string> text_if_given(field_reader& args, const char* field,
                                         std::size_t bytes_max) {
  if (!args.has(field))
    return std::nullopt;
  return args.text(field, bytes_max, /*may_be_empty=*/true);
}

} // namespace

add_comment read_comment(field_reader& args, const decode_limits& limits) {
  add_comment c;
  c.conversation = args.id("conversation");
  if (auto m = args.integer("message", 1, std::numeric_limits<std::uint32_t>::max()))
    c.message = static_cast<std::uint32_t>(*m);
  c.text = args.text("text", limits.text_bytes);
  c.share = args.boolean("share").value_or(false);
  c.reply_to = args.text_or_empty("reply_to", comment_id_bytes_max);
  return c;
}

edit_comment read_comment_edit(field_reader& args, const decode_limits& limits) {
  edit_comment c;
  c.conversation = args.id("conversation");
  c.comment = args.text("comment", comment_id_bytes_max);
  c.text = args.text("text", limits.text_bytes);
  return c;
}

delete_comment read_comment_deletion(field_reader& args) {
  delete_comment c;
  c.conversation = args.id("conversation");
  c.comment = args.text("comment", comment_id_bytes_max);
  return c;
}

share_conversation read_share(field_reader& args) {
  share_conversation c;
  c.conversation = args.id("conversation");
  auto sellers = args.ids("sellers", people_max);
  if (!sellers)
    args.missing("sellers");
  c.sellers = sellers.value_or(std::vector<user_id>{});
  c.until = args.time("until");
  return c;
}

unshare_conversation read_unshare(field_reader& args) {
  unshare_conversation c;
  c.conversation = args.id("conversation");
  c.sellers = args.ids("sellers", people_max).value_or(std::vector<user_id>{});
  return c;
}

set_action_item read_action_item(field_reader& args) {
  set_action_item c;
  c.conversation = args.id("conversation");
  auto item = args.integer("item", 1, std::numeric_limits<std::uint32_t>::max());
  if (!item)
    args.missing("item");
  c.item = static_cast<std::uint32_t>(item.value_or(0));
  if (!args.has("state"))
    args.missing("state");
  c.to = args.one_of<item_state>("state", 2).value_or(item_state::open);
  return c;
}

set_team read_team(field_reader& args) {
  set_team c;
  c.team = args.id("team");
  c.managers = args.ids("managers", people_max).value_or(std::vector<user_id>{});
  c.sellers = args.ids("sellers", people_max).value_or(std::vector<user_id>{});
  c.above = args.id_or_empty("above");
  return c;
}

set_user read_user(field_reader& args) {
  set_user c;
  c.user = args.id("user");
  c.name = text_if_given(args, "name", name_bytes_max);
  c.mail = text_if_given(args, "mail", name_bytes_max);
  c.chat_url = text_if_given(args, "chat_url", url_bytes_max);
  if (c.chat_url && !c.chat_url->empty() && !c.chat_url->starts_with("https://")
      && !c.chat_url->starts_with("http://"))
    args.invalid("chat_url", "must begin with https:// or http://");
  return c;
}

set_trackers read_trackers(field_reader& args) {
  set_trackers c;
  std::string scope = args.text("scope", id_bytes_max + 8);
  if (scope.starts_with("team/"))
    scope.erase(0, 5);
  if (scope != "all" && scope != "organisation")
    c.team = scope;
  if (!c.team.empty() && !is_id(c.team))
    args.invalid("scope", R"(must be "all" or the id of a team)");
  c.keywords = read_texts(args, "keywords", keywords_max);
  const json* list = args.has("competitors") ? args.array("competitors", competitors_max) : nullptr;
  if (!list)
    return c;
  for (const json& entry : *list) {
    if (!entry.is_object()) {
      args.invalid("competitors", R"(must be a list of {"name","aliases"})");
      return c;
    }
    field_reader each = args.within(entry, "competitors/" + std::to_string(c.competitors.size()));
    competitor next;
    next.name = each.text("name", name_bytes_max);
    next.aliases = read_texts(each, "aliases", aliases_max);
    c.competitors.push_back(std::move(next));
  }
  return c;
}

} // namespace earshot::protocol
