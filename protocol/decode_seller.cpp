#include "protocol/decode_seller.hpp"

#include <limits>

namespace earshot::protocol {

namespace {

constexpr std::size_t zone_bytes_max = 64;
constexpr std::size_t best_max = 100;

asked_period read_period(field_reader& args) {
  asked_period p;
  p.from = args.time("from");
  p.to = args.time("to");
  if (p.from || p.to)
    p.what = asked_period::kind::given;
  if (args.has("period"))
    p.what = args.one_of<asked_period::kind>("period", 6).value_or(p.what);
  if (p.what == asked_period::kind::given && !p.from)
    args.missing("from");
  if (p.from && p.to && *p.to <= *p.from)
    args.invalid("to", "must be after `from`");
  if (args.has("time_zone"))
    p.time_zone = args.text("time_zone", zone_bytes_max);
  return p;
}

std::optional<std::string> text_if_given(field_reader& args, const char* name) {
  return args.has(name) ? std::optional(args.text(name, name_bytes_max)) : std::nullopt;
}

std::optional<level> read_level(field_reader& args) {
  const std::string* given = args.text_in("level");
  if (!args.has("level"))
    return std::nullopt;
  for (int v = -3; v <= 3; ++v)
    if (given && *given == name_of(static_cast<level>(v)))
      return static_cast<level>(v);
  args.invalid("level", "must be one of very_negative, negative, slightly_negative, neutral, "
                        "slightly_positive, positive, very_positive");
  return std::nullopt;
}

history_filter read_filter(field_reader& args) {
  history_filter f;
  f.lvl = read_level(args);
  f.keyword = text_if_given(args, "keyword");
  f.competitor = text_if_given(args, "competitor");
  f.commented = args.boolean("commented");
  if (args.has("outcome"))
    f.result = args.one_of<outcome>("outcome", 5);
  f.subject = text_if_given(args, "subject");
  f.customer = text_if_given(args, "customer");
  f.queue = text_if_given(args, "queue");
  return f;
}

ask_figure read_figure(field_reader& args) {
  if (!args.has("figure"))
    args.missing("figure");
  return {args.one_of<figure>("figure", figures_count).value_or(figure::talk_ratio)};
}

ask_calls read_calls(field_reader& args) {
  ask_calls a;
  a.only = read_filter(args);
  const std::string* sort = args.text_in("sort");
  if (args.has("sort") && (!sort || *sort != "last"))
    a.by = args.one_of<figure>("sort", figures_count);
  if (args.has("order")) {
    const std::string* order = args.text_in("order");
    if (!order || (*order != "asc" && *order != "desc"))
      args.invalid("order", R"(must be "asc" or "desc")");
    a.ascending = order && *order == "asc";
  }
  a.limit = static_cast<int>(args.integer("limit", 1, history_page_max).value_or(a.limit));
  a.after = args.text_or_empty("after", 256);
  return a;
}

} // namespace

ask_team read_team_query(field_reader args) {
  ask_team t;
  t.team = args.id("team");
  t.period = read_period(args);
  t.best = args.ids("best", best_max).value_or(std::vector<user_id>{});
  t.only = read_filter(args);
  return t;
}

ask_transcript read_transcript(field_reader args) {
  ask_transcript t;
  t.conversation = args.id("conversation");
  constexpr auto most = std::numeric_limits<std::uint32_t>::max();
  t.page.after = static_cast<std::uint32_t>(args.integer("after", 0, most).value_or(0));
  t.page.limit =
      static_cast<int>(args.integer("limit", 1, transcript_page_max).value_or(t.page.limit));
  return t;
}

ask_median read_median(field_reader args) {
  auto team = args.id("team");
  return {std::move(team), read_period(args)};
}

seller_query read_seller_query(field_reader args, ask asked) {
  seller_query q;
  q.seller = args.id("seller");
  if (asked == ask::seller_examples) {
    q.what = ask_examples{};
    return q;
  }
  q.period = read_period(args);
  switch (asked) {
  case ask::seller_figure: q.what = read_figure(args); break;
  case ask::seller_history: q.what = read_calls(args); break;
  case ask::action_items:
    q.what = ask_items{args.has("state") ? args.one_of<item_state>("state", 2) : std::nullopt};
    break;
  default: q.what = ask_insights{read_filter(args)};
  }
  return q;
}

} // namespace earshot::protocol
