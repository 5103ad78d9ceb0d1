#include "runtime/cli_words.hpp"

#include "runtime/cli_arguments.hpp"
#include "runtime/exit_code.hpp"
#include "store/backup.hpp"
#include "store/doctor.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>
#include <memory>

namespace earshot::runtime {

namespace {

int examine(const std::string& data_dir, bool repair) {
  auto progress = [](std::uint64_t done, std::uint64_t of) {
    fmt::print(stderr, "\r{} of {} events", done, of);
  };
  auto report = store::doctor(data_dir, repair, progress);
  fmt::print(stderr, "\r");
  if (!report) {
    std::cerr << "earshot: " << report.error().message << "\n";
    return exit_unavailable;
  }
  fmt::print("{} whole events in {} conversations, the last at position {}\n", report->events,
             report->conversations, report->last);
  if (report->damage.empty()) {
    fmt::print("The log is sound.\n");
    return exit_ok;
  }
  fmt::print("Damage: {}\n", report->damage);
  if (!report->set_aside.empty()) {
    fmt::print("The torn tail is cut; the file as it was is {}\n", report->set_aside);
    return exit_ok;
  }
  fmt::print("{}\n", report->torn_tail
                         ? "Nothing whole follows it: earshot doctor --repair cuts it off."
                         : "Whole events follow it: restore a backup, nothing is cut here.");
  return exit_log;
}

} // namespace

cli_word add_doctor(CLI::App& all, const char* const* environment) {
  auto* word = all.add_subcommand("doctor", "checks the event log of a server that is not running");
  word->footer(R"(Reads every event and says where the first damage is. A torn tail, as a power cut
may leave one, can be cut off; what is in the middle is for a backup.

  earshot doctor --data-dir /var/lib/earshot
  earshot doctor --data-dir /var/lib/earshot --repair

Exit codes: 0 sound or repaired, 69 in use or not there, 74 damaged.
)");
  auto arguments = std::make_shared<configuration_arguments>(*word, environment);
  auto repair = std::make_shared<bool>(false);
  word->add_flag("--repair", *repair, "cut a torn tail; the file as it was is kept beside it");
  return {word, [arguments, repair]() -> int {
            auto options = arguments->load();
            return options ? examine(options->server.data_dir, *repair) : exit_configuration;
          }};
}

cli_word add_backup(CLI::App& all, const char* const* environment) {
  auto* word =
      all.add_subcommand("backup", "copies the event log into one file, also while serving");
  word->footer(
      R"(The copy holds everything that was committed when it began. To restore it, put it into
an empty data directory as earshot.db. Erasures do not reach backups.

  earshot backup --data-dir /var/lib/earshot /backup/earshot-monday.db

Exit codes: 0 done, 69 if the log or the file cannot be opened.
)");
  auto arguments = std::make_shared<configuration_arguments>(*word, environment);
  auto file = std::make_shared<std::string>();
  word->add_option("FILE", *file, "the new file; it must not exist")->required();
  return {word, [arguments, file]() -> int {
            auto options = arguments->load();
            if (!options)
              return exit_configuration;
            auto done = store::backup(options->server.data_dir, *file);
            if (!done) {
              std::cerr << "earshot: " << done.error().message << "\n";
              return exit_unavailable;
            }
            fmt::print("{} is written.\n", *file);
            return exit_ok;
          }};
}

} // namespace earshot::runtime
