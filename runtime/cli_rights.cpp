// `earshot rights`: the table of rights, as the server asks it.
#include "runtime/cli_words.hpp"

#include "domain/rights.hpp"
#include "protocol/json_writer.hpp"
#include "runtime/exit_code.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace earshot::runtime {

namespace {

struct rights_arguments {
  bool json = false;
  std::string role;
};

/// "connector", "anyone" … with their grounds, in the table's order.
template <class Visit>
void each_grant(const grants& to, Visit visit) {
  auto one = [&](std::string_view who, ground g) {
    if (g != ground::none)
      visit(who, g);
  };
  one("anyone", to.anyone);
  one("signed_in", to.signed_in);
  for (role r : all_roles)
    one(name_of(r), to.of(r));
}

template <class Rows>
void print_rows(std::string_view title, const Rows& rows, const std::optional<role>& of) {
  fmt::print("{}\n", title);
  std::size_t width = 25;
  for (const auto& row : rows)
    width = std::max(width, row.name.size());
  for (const auto& row : rows) {
    if (of && !row.to.allow({*of}))
      continue;
    std::string who;
    each_grant(row.to, [&](std::string_view name, ground g) {
      if (g == ground::told_no
          || (of && name != name_of(*of) && name != "anyone" && name != "signed_in"))
        return;
      who += fmt::format("{}{}{}", who.empty() ? "" : "; ", name,
                         g == ground::role ? "" : fmt::format(" ({})", text_of(g).name));
    });
    fmt::print("  {:<{}}  {}\n", row.name, width, who);
  }
  fmt::print("\n");
}

void print_table(const std::optional<role>& of) {
  print_rows("Commands", op_rights, of);
  print_rows("Queries", ask_rights, of);
  print_rows("Streams", stream_rights, of);
  print_rows("HTTP", path_rights, of);
  fmt::print("Where a word stands in brackets, the right rests on it:\n");
  for (const ground_text& g : ground_texts)
    if (g.name != "none" && g.name != "role" && g.name != "told_no")
      fmt::print("  {:<18}{}\n", g.name, g.meaning);
}

template <class Rows>
void write_rows(protocol::json_writer& w, std::string_view kind, const Rows& rows) {
  for (const auto& row : rows) {
    w.open_object().key("kind").text(kind).key("name").text(row.name).key("who").open_object();
    each_grant(row.to, [&](std::string_view name, ground g) { w.entry(name, text_of(g).name); });
    w.close_object().close_object();
  }
}

std::string as_json() {
  std::string out;
  protocol::json_writer w(out);
  w.open_object().key("rights").open_array();
  write_rows(w, "op", op_rights);
  write_rows(w, "query", ask_rights);
  write_rows(w, "stream", stream_rights);
  write_rows(w, "path", path_rights);
  w.close_array().key("grounds").open_object();
  for (const ground_text& g : ground_texts)
    w.entry(g.name, g.meaning);
  w.close_object().close_object();
  return out;
}

std::string wrong_role(const std::string& name) {
  return role_from(name) ? std::string()
                         : name + " is none of connector, agent, supervisor, manager, admin";
}

} // namespace

cli_word add_rights(CLI::App& all) {
  auto* word = all.add_subcommand("rights", "prints who may do what");
  word->footer(
      R"(Every command, query, stream and HTTP path with the roles that have it, and what the
right rests on. It is the table the server itself asks: what does not stand there is
refused. A role comes with the token; who serves a conversation, who belongs to a queue
and who manages whom, the server knows.

  earshot rights                        # the whole table
  earshot rights --role supervisor      # what a supervisor may
  earshot rights --json                 # for programs: an object with rights and grounds

"anyone" needs no token, "signed_in" a good one with whatever roles. In the JSON, told_no
is no right: it says where a refusal is `forbidden` and not `not_found`.
)");
  auto a = std::make_shared<rights_arguments>();
  word->add_flag("--json", a->json, "one JSON object");
  word->add_option("--role", a->role, "only what this role has")
      ->type_name("ROLE")
      ->check(wrong_role, "");
  return {word, [a]() -> int {
            if (a->json)
              fmt::print("{}\n", as_json());
            else
              print_table(a->role.empty() ? std::nullopt : role_from(a->role));
            return exit_ok;
          }};
}

} // namespace earshot::runtime
