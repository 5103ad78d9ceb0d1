// `earshot audit`: who did or read what, from the log's file, also while the server runs.
#include "protocol/json_writer.hpp"
#include "runtime/cli_arguments.hpp"
#include "runtime/cli_words.hpp"
#include "runtime/exit_code.hpp"
#include "store/audit_chain.hpp"
#include "store/schema.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>
#include <memory>

namespace earshot::runtime {

namespace {

struct audit_arguments {
  std::string from, to, who, what, on, customer;
  bool json = false;
  std::string head; ///< "NUMBER:HASH" of a former check
};

int complain(const std::string& what, int code) {
  std::cerr << "earshot: " << what << "\n";
  return code;
}

/// A day stands for its beginning in UTC.
std::optional<time_point> moment(const std::string& text) {
  return from_rfc3339(text.size() == 10 ? text + "T00:00:00Z" : text);
}

std::string wrong_moment(const std::string& text) {
  return moment(text) ? "" : "a time is 2026-11-22 or 2026-11-22T09:00:00Z, not " + text;
}

std::string wrong_act(const std::string& text) {
  if (act_from(text))
    return "";
  std::string names;
  for (auto name : act_names)
    names.append(names.empty() ? "" : ", ").append(name);
  return text + " is none of " + names;
}

void print(const store::audit_record& r) {
  auto or_dash = [](const std::string& s) { return s.empty() ? "-" : s; };
  fmt::print("{}  {}  {}  {}  {}  {}\n", r.number, to_rfc3339(r.entry.at), or_dash(r.entry.who),
             name_of(r.entry.what), or_dash(r.entry.on), r.entry.detail);
}

void print_json(const store::audit_record& r) {
  std::string line;
  protocol::json_writer(line)
      .open_object()
      .key("number")
      .number(r.number)
      .key("at")
      .text(to_rfc3339(r.entry.at))
      .key("who")
      .text(r.entry.who)
      .key("what")
      .text(name_of(r.entry.what))
      .key("on")
      .text(r.entry.on)
      .key("detail")
      .text(r.entry.detail)
      .key("hash")
      .text(store::hex(r.hash))
      .close_object();
  fmt::print("{}\n", line);
}

int list(store::database& log, const audit_arguments& a) {
  store::audit_filter which;
  which.from = a.from.empty() ? which.from : *moment(a.from);
  which.before = a.to.empty() ? which.before : *moment(a.to);
  which.who = a.who;
  which.what = act_from(a.what);
  which.on = a.on;
  if (!a.customer.empty()) {
    auto identity = store::identity_of(log);
    if (!identity)
      return complain(identity.error().message, exit_unavailable);
    which.on = store::on_customer(*identity, a.customer);
  }
  auto listed = store::list_audit(log, which, a.json ? print_json : print);
  return listed ? exit_ok : complain(listed.error().message, exit_bad_data);
}

/// True if the chain still goes through the head that was noted then, or ends there.
bool holds(store::database& log, const std::string& head) {
  bool found = false;
  auto listed = store::list_audit(log, {}, [&](const store::audit_record& r) {
    found |= std::to_string(r.number) + ":" + store::hex(r.hash) == head;
  });
  return listed && found;
}

int verify(store::database& log, const audit_arguments& a) {
  auto check = store::verify_audit(log);
  if (!check)
    return complain(check.error().message, exit_unavailable);
  if (!check->broken.empty())
    return complain("the audit log is broken: " + check->broken + "; whole up to entry "
                        + std::to_string(check->head.number),
                    exit_bad_data);
  if (!a.head.empty() && !holds(log, a.head))
    return complain("the audit log is whole in itself, but does not hold " + a.head
                        + ": it was cut or written anew",
                    exit_bad_data);
  fmt::print("{} entries, every one whole. Head: {}:{}\n", check->head.number, check->head.number,
             store::hex(check->head.hash));
  return exit_ok;
}

void add_filters(CLI::App& word, audit_arguments& a) {
  word.add_option("--from", a.from, "not before this time or day (UTC)")
      ->type_name("TIME")
      ->check(wrong_moment, "");
  word.add_option("--to", a.to, "before this time or day (UTC)")
      ->type_name("TIME")
      ->check(wrong_moment, "");
  word.add_option("--who", a.who, "by this user")->type_name("ID");
  word.add_option("--what", a.what, "of this kind: sign_in, refused, policy, watch, ...")
      ->type_name("KIND")
      ->check(wrong_act, "");
  word.add_option("--on", a.on, "on this: conversation/c1, queue/support, user/mette")
      ->type_name("WHOM");
  word.add_option("--customer", a.customer, "on this customer, who is not named in the log")
      ->type_name("ID")
      ->excludes("--on");
  word.add_flag("--json", a.json, "one JSON object a line");
}

} // namespace

cli_word add_audit(CLI::App& all, const char* const* environment) {
  auto* word = all.add_subcommand("audit", "shows and checks who did or read what");
  word->require_subcommand(1);
  word->footer(R"(Reads the audit log in the data directory, also while the server runs. Each entry
carries a hash of itself and the one before: verify names the first that was changed
or lost. Keep the head that it prints elsewhere to notice a log that was cut.

  earshot audit list --data-dir /var/lib/earshot --what read_transcript --from 2026-11-01
  earshot audit list --data-dir /var/lib/earshot --who sofia --json
  earshot audit verify --data-dir /var/lib/earshot

Exit codes: 0 fine, 65 broken, 69 the log cannot be opened.
)");
  struct subword {
    CLI::App* app;
    std::shared_ptr<configuration_arguments> configuration;
    int (*run)(store::database&, const audit_arguments&);
  };
  auto a = std::make_shared<audit_arguments>();
  auto sub = [&](const char* name, const char* about, auto run) {
    auto* app = word->add_subcommand(name, about);
    return subword{app, std::make_shared<configuration_arguments>(*app, environment), run};
  };
  auto listing = sub("list", "prints entries, oldest first", list);
  add_filters(*listing.app, *a);
  auto checking = sub("verify", "computes every hash anew", verify);
  checking.app->add_option("--head", a->head, "NUMBER:HASH that an earlier check printed")
      ->type_name("HEAD");
  return {word, [=]() -> int {
            const subword& chosen = listing.app->parsed() ? listing : checking;
            auto options = chosen.configuration->load();
            if (!options)
              return exit_configuration;
            auto log = store::open_for_reading(options->server.data_dir);
            if (!log)
              return complain(log.error().message, exit_unavailable);
            return chosen.run(*log, *a);
          }};
}

} // namespace earshot::runtime
