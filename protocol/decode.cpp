#include "protocol/decode.hpp"

#include "protocol/decode_command.hpp"
#include "protocol/decode_plain.hpp"
#include "protocol/decode_seller.hpp"

#include <nlohmann/json.hpp>

namespace earshot::protocol {

namespace {

constexpr std::size_t token_bytes_max = 8 * 1024;
constexpr std::size_t cursor_bytes_max = 256;
constexpr int wall_rows_max = 500; ///< a page stays under 256 KiB
constexpr int history_max = 50;    ///< conversations on one page

/// True if brackets outside of strings nest deeper than `max`: seen before a tree is built.
bool deeper_than(std::string_view text, int max) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > max)
        return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

stream_name read_stream(field_reader& frame) {
  std::string s = frame.text("stream", id_bytes_max + 16);
  auto name = stream_name::parse(s);
  if (!name && !frame.failed())
    frame.invalid("stream", "must be conversation/ID, queue/ID, agent/ID or seller/ID");
  return name.value_or(stream_name{});
}

start_point read_start(field_reader& frame) {
  const json* from = frame.find("from");
  if (!from)
    return start_at_snapshot{};
  if (from->is_object()) {
    field_reader resume = frame.object("from");
    resume_after r;
    r.epoch = resume.text("epoch", 64);
    auto offset = resume.integer("offset", 0, std::numeric_limits<std::int64_t>::max());
    if (!offset)
      resume.missing("offset");
    r.offset = static_cast<std::uint64_t>(offset.value_or(0));
    return r;
  }
  if (*from == "snapshot")
    return start_at_snapshot{};
  if (*from == "head")
    return start_at_head{};
  frame.invalid("from", R"(must be "snapshot", "head" or {"epoch","offset"})");
  return start_at_snapshot{};
}

hello read_hello(field_reader& frame) {
  auto v = frame.integer("v", 0, 1'000'000);
  if (!v)
    frame.missing("v");
  else if (*v != wire_version)
    frame.invalid("v", "must be 1, the version spoken here");
  return {frame.text_or_empty("token", token_bytes_max), frame.text_or_empty("ticket", 64)};
}

ask_access read_access(field_reader args) {
  using about = ask_access::about;
  constexpr const char* names[] = {"sentiment", "conversation", "queue", "seller", "op"};
  std::string what = args.text("what", 64);
  for (about a : {about::sentiment, about::conversation, about::queue, about::seller, about::op}) {
    const char* name = names[static_cast<std::size_t>(a)];
    if (what != name)
      continue;
    if (a == about::op) {
      std::string op = args.text(name, 64);
      if (!args.failed() && !op_from(op))
        args.invalid(name, "must be the name of a command");
      return {a, std::move(op)};
    }
    return {a, args.id(a == about::sentiment ? "conversation" : name)};
  }
  args.invalid("what", "must be one of sentiment, conversation, queue, seller, op");
  return {};
}

/// At most this many of something on a page.
int read_limit(field_reader& args, int most, int standard) {
  return static_cast<int>(args.integer("limit", 1, most).value_or(standard));
}

ask_wall read_wall(field_reader args) {
  ask_wall w;
  w.queue = args.id("queue");
  w.order = args.one_of<wall_order>("order", 3).value_or(wall_order::risk);
  w.limit = read_limit(args, wall_rows_max, 100);
  w.after = args.text_or_empty("after", cursor_bytes_max);
  return w;
}

ask_history read_history(field_reader args) {
  ask_history h;
  h.conversation = args.id("conversation");
  h.limit = read_limit(args, history_max, 10);
  h.after = args.text_or_empty("after", cursor_bytes_max);
  return h;
}

ask_score read_score(field_reader args, const decode_limits& limits) {
  std::string text = args.text("text", limits.text_bytes, true);
  return {std::move(text), args.lang("language")};
}

query read_query(field_reader& frame, request_id id, const decode_limits& limits) {
  query q{std::move(id), ask_whoami{}};
  std::string name = frame.text("what", 64);
  auto asked = ask_from(name);
  if (!asked) {
    if (!name.empty())
      frame.unknown(errc::unknown_op, "what", "no query is called '" + name + "'");
    return q;
  }
  q.asked = *asked;
  auto conversation = [&] { return frame.object("args").id("conversation"); };
  switch (*asked) {
  case ask::whoami: break;
  case ask::queues: q.what = ask_queues{}; break;
  case ask::sellers: q.what = ask_sellers{}; break;
  case ask::conversation: q.what = ask_conversation{conversation()}; break;
  case ask::conversation_kpis: q.what = ask_kpis{conversation()}; break;
  case ask::conversation_transcript: q.what = read_transcript(frame.object("args")); break;
  case ask::sentiment_explain: q.what = ask_explain{conversation()}; break;
  case ask::sentiment_score: q.what = read_score(frame.object("args"), limits); break;
  case ask::access_explain: q.what = read_access(frame.object("args")); break;
  case ask::customer_history: q.what = read_history(frame.object("args")); break;
  case ask::queue_conversations: q.what = read_wall(frame.object("args")); break;
  case ask::seller_insights:
  case ask::seller_figure:
  case ask::seller_history:
  case ask::seller_examples:
  case ask::action_items: q.what = read_seller_query(frame.object("args"), *asked); break;
  case ask::team_overview: q.what = read_team_query(frame.object("args")); break;
  case ask::team_median: q.what = read_median(frame.object("args")); break;
  }
  return q;
}

client_frame read_frame(field_reader& frame, const std::string& type, request_id id,
                        const decode_limits& limits) {
  if (type == "command")
    return read_command(frame, std::move(id), limits);
  if (type == "ping")
    return ping{frame.integer("n", std::numeric_limits<std::int64_t>::min(),
                              std::numeric_limits<std::int64_t>::max())};
  if (type == "subscribe") {
    stream_name stream = read_stream(frame);
    return subscribe{std::move(id), std::move(stream), read_start(frame)};
  }
  if (type == "unsubscribe")
    return unsubscribe{std::move(id), read_stream(frame)};
  if (type == "query")
    return read_query(frame, std::move(id), limits);
  if (type == "hello")
    return read_hello(frame);
  if (type == "token")
    return renew_token{std::move(id), frame.text("token", token_bytes_max)};
  frame.unknown(errc::unknown_type, "type", "no frame has the type '" + type.substr(0, 40) + "'");
  return ping{};
}

bool needs_id(const std::string& type) {
  return type == "command" || type == "query" || type == "subscribe" || type == "unsubscribe"
         || type == "token";
}

} // namespace

std::string stream_name::text() const {
  static constexpr std::string_view prefixes[] = {"conversation/", "queue/", "agent/", "seller/"};
  return std::string(prefixes[static_cast<std::size_t>(what)]) + id;
}

std::optional<stream_name> stream_name::parse(std::string_view s) {
  std::size_t slash = s.find('/');
  if (slash == std::string_view::npos || !is_id(s.substr(slash + 1)))
    return std::nullopt;
  std::string_view prefix = s.substr(0, slash);
  for (kind k : {kind::conversation, kind::queue, kind::agent, kind::seller}) {
    stream_name name{k, std::string(s.substr(slash + 1))};
    if (name.text().substr(0, slash) == prefix)
      return name;
  }
  return std::nullopt;
}

decoded decode(std::string_view text, const decode_limits& limits) {
  if (auto message = decode_plain_message(text, limits))
    return client_frame(std::move(*message));
  if (deeper_than(text, limits.depth))
    return bad_frame{{},
                     {errc::too_deep, "the frame is nested deeper than "
                                          + std::to_string(limits.depth) + " levels"}};
  json j = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (j.is_discarded())
    return bad_frame{{}, {errc::bad_json, "the frame is not valid JSON"}};
  if (!j.is_object())
    return bad_frame{{}, {errc::bad_message, "a frame is one JSON object"}};
  std::optional<error> first_error;
  field_reader frame(j, "", first_error);
  std::string type = frame.text("type", 64);
  request_id id;
  if (needs_id(type) || frame.has("id"))
    id = frame.text("id", request_id_bytes_max);
  if (first_error)
    return bad_frame{std::move(id), std::move(*first_error)};
  client_frame f = read_frame(frame, type, id, limits);
  if (first_error)
    return bad_frame{std::move(id), std::move(*first_error)};
  return f;
}

} // namespace earshot::protocol
