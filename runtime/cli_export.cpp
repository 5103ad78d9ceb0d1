// `earshot export`: everything on one customer, from the log of a server that is not running.
#include "domain/ids.hpp"
#include "runtime/cli_arguments.hpp"
#include "runtime/cli_words.hpp"
#include "runtime/exit_code.hpp"
#include "runtime/export.hpp"
#include "runtime/shared_state.hpp"
#include "store/data_dir.hpp"
#include "store/open_log.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <future>
#include <iostream>
#include <memory>

namespace earshot::runtime {

namespace {

int complain(const std::string& what, int code) {
  std::cerr << "earshot: " << what << "\n";
  return code;
}

int print_customer(const std::string& data_dir, const std::string& customer) {
  if (!std::filesystem::exists(store::log_file(data_dir)))
    return complain("there is no log in " + data_dir, exit_unavailable);
  auto log = store::open_log({.data_dir = data_dir});
  if (!log)
    return complain(log.error().message
                        + "\nA server that is running is asked with an admin's token: GET "
                          "/v1/customers/ID/export",
                    exit_unavailable);
  std::promise<std::string> lines;
  export_customer(**log, customer, {}, wall_clock(),
                  [&](std::string all) { lines.set_value(std::move(all)); });
  auto all = lines.get_future().get();
  (*log)->stop();
  if (all.empty())
    return complain("nothing is known of a customer '" + customer + "'", exit_bad_data);
  fmt::print("{}", all);
  return exit_ok;
}

std::string wrong_id(const std::string& id) {
  return is_id(id) ? "" : "an id is 1 to 128 visible ASCII characters without a slash";
}

} // namespace

cli_word add_export(CLI::App& all, const char* const* environment) {
  auto* word = all.add_subcommand("export", "prints everything that is stored on one customer");
  word->require_subcommand(1);
  word->footer(
      R"(Prints lines of JSON: first what they mean, then each conversation with its events.
It stands in the audit log. A server that is running is asked over HTTP instead.

  earshot export customer u7 --data-dir /var/lib/earshot > u7.jsonl
  curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/v1/customers/u7/export

The figures of a seller or a team over a period come from a running server, as CSV or JSON lines:

  curl -H "Authorization: Bearer $TOKEN" \
       'http://127.0.0.1:8080/v1/sellers/mette/export?period=this_month&format=csv'

Exit codes: 0 done, 65 no such customer, 69 the log cannot be opened.
)");
  auto* customer = word->add_subcommand("customer", "everything on one customer");
  auto arguments = std::make_shared<configuration_arguments>(*customer, environment);
  auto id = std::make_shared<std::string>();
  customer->add_option("ID", *id, "the customer's id")->required()->check(wrong_id, "");
  return {word, [arguments, id]() -> int {
            auto options = arguments->load();
            return options ? print_customer(options->server.data_dir, *id) : exit_configuration;
          }};
}

} // namespace earshot::runtime
