#include "protocol/asyncapi.hpp"

#include "domain/rights.hpp"
#include "protocol/json_writer.hpp"

#include <array>

namespace earshot::protocol {

namespace {

struct frame_field {
  std::string_view name;
  std::string_view type; ///< of JSON Schema; empty: any
  bool required = true;
};

constexpr bool optional = false;

struct frame_kind {
  std::string_view type;
  bool from_client;
  std::string_view summary;
  std::array<frame_field, 6> fields; ///< those without a name are none
};

constexpr frame_kind frames[] = {
    {"hello",
     true,
     "the first frame, unless a token came with the upgrade",
     {{{"v", "integer"},
       {"token", "string", optional},
       {"ticket", "string", optional},
       {"client", "object", optional}}}},
    {"subscribe",
     true,
     "follows a stream: its state now, then its events",
     {{{"id", "string"}, {"stream", "string"}, {"from", "", optional}}}},
    {"unsubscribe", true, "ends a subscription", {{{"id", "string"}, {"stream", "string"}}}},
    {"command",
     true,
     "changes something; answered once it is durable",
     {{{"id", "string"}, {"op", "string"}, {"args", "object"}, {"key", "string", optional}}}},
    {"query",
     true,
     "asks for something",
     {{{"id", "string"}, {"what", "string"}, {"args", "object", optional}}}},
    {"token", true, "renews the session's token", {{{"id", "string"}, {"token", "string"}}}},
    {"ping", true, "asks for a pong", {{{"n", "integer", optional}}}},
    {"welcome",
     false,
     "the session begins",
     {{{"v", "integer"},
       {"session", "string"},
       {"user", "object"},
       {"heartbeat_ms", "integer"},
       {"limits", "object"},
       {"server", "object"}}}},
    {"ok",
     false,
     "what was asked is done",
     {{{"id", "string"}, {"result", "", optional}, {"duplicate", "boolean", optional}}}},
    {"error",
     false,
     "what was asked is refused, and nothing has changed",
     {{{"id", "string", optional},
       {"code", "string"},
       {"message", "string"},
       {"retry", "boolean"},
       {"field", "string", optional},
       {"after_ms", "integer", optional}}}},
    {"snapshot",
     false,
     "the state of a stream at an offset",
     {{{"stream", "string"}, {"epoch", "string"}, {"offset", "integer"}, {"state", "object"}}}},
    {"event",
     false,
     "what happened in a stream; `hidden` has no body",
     {{{"stream", "string"},
       {"epoch", "string"},
       {"offset", "integer"},
       {"at", "string", optional},
       {"kind", "string"},
       {"body", "object", optional}}}},
    {"gap",
     false,
     "events could not be delivered: subscribe again",
     {{{"stream", "string"}, {"head", "integer"}}}},
    {"revoked",
     false,
     "the stream may not be followed any more",
     {{{"stream", "string"}, {"reason", "string"}}}},
    {"notice", false, "something about the session or the server", {{{"kind", "string"}}}},
    {"pong", false, "the answer to ping", {{{"n", "integer", optional}}}},
};

/// "op" and "what" have the names of the table of rights, "stream" begins with one.
template <class Rows>
void write_names(json_writer& w, const Rows& rows) {
  w.key("enum").open_array();
  for (const auto& row : rows)
    w.text(row.name);
  w.close_array();
}

void write_stream_pattern(json_writer& w) {
  std::string pattern = "^(";
  for (const auto& row : stream_rights)
    pattern.append(pattern.size() > 2 ? "|" : "").append(row.name);
  w.entry("pattern", pattern + ")/");
}

void write_field(json_writer& w, const frame_kind& f, const frame_field& field) {
  w.key(field.name).open_object();
  if (!field.type.empty())
    w.entry("type", field.type);
  if (f.type == "command" && field.name == "op")
    write_names(w, op_rights);
  if (f.type == "query" && field.name == "what")
    write_names(w, ask_rights);
  if (field.name == "stream")
    write_stream_pattern(w);
  w.close_object();
}

void write_frame(json_writer& w, const frame_kind& f) {
  w.key(f.type).open_object().entry("summary", f.summary);
  w.key("payload").open_object().entry("type", "object").key("required").open_array().text("type");
  for (const frame_field& field : f.fields)
    if (!field.name.empty() && field.required)
      w.text(field.name);
  w.close_array().key("properties").open_object();
  w.key("type").open_object().entry("const", f.type).close_object();
  for (const frame_field& field : f.fields)
    if (!field.name.empty())
      write_field(w, f, field);
  w.close_object().close_object().close_object();
}

void write_operation(json_writer& w, std::string_view name, bool from_client) {
  w.key(name).open_object().entry("action", from_client ? "receive" : "send");
  w.key("channel").open_object().entry("$ref", "#/channels/socket").close_object();
  w.key("messages").open_array();
  for (const frame_kind& f : frames)
    if (f.from_client == from_client)
      w.open_object()
          .entry("$ref", "#/channels/socket/messages/" + std::string(f.type))
          .close_object();
  w.close_array().close_object();
}

} // namespace

std::string asyncapi(std::string_view version) {
  std::string out;
  json_writer w(out);
  w.open_object().entry("asyncapi", "3.0.0").key("info").open_object();
  w.entry("title", "Earshot").entry("version", version);
  w.entry("description", "One JSON object per text frame, subprotocol earshot.v1. Arguments, "
                         "results and states: docs/protocol.md.");
  w.key("license").open_object().entry("name", "Apache-2.0").close_object().close_object();
  w.entry("defaultContentType", "application/json").key("channels").open_object();
  w.key("socket").open_object().entry("address", "/v1/socket").key("messages").open_object();
  for (const frame_kind& f : frames)
    w.key(f.type)
        .open_object()
        .entry("$ref", "#/components/messages/" + std::string(f.type))
        .close_object();
  w.close_object().key("bindings").open_object().key("ws").open_object().entry("method", "GET");
  w.close_object().close_object().close_object().close_object();
  w.key("operations").open_object();
  write_operation(w, "fromClient", true);
  write_operation(w, "fromServer", false);
  w.close_object().key("components").open_object().key("messages").open_object();
  for (const frame_kind& f : frames)
    write_frame(w, f);
  w.close_object().close_object().close_object();
  return out;
}

} // namespace earshot::protocol
