#include "runtime/cli_words.hpp"
#include "runtime/commands.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace earshot::runtime {

namespace {

void add_load(CLI::App& word, bench_options& o) {
  word.add_option("--connectors", o.connectors, "sessions that send (default 10)")
      ->type_name("N")
      ->check(CLI::Range(1, 10'000));
  word.add_option("--agents", o.agents, "sessions that serve and follow (default 50)")
      ->type_name("N")
      ->check(CLI::Range(1, 50'000));
  word.add_option("--watchers", o.watchers,
                  "supervisors' sessions that follow every conversation (default 0)")
      ->type_name("N")
      ->check(CLI::Range(0, 10'000));
  word.add_option("--open", o.open,
                  "conversations at once (default 200, or as many as the connectors can keep up)")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000));
  word.add_option("--rate", o.rate,
                  "messages a second; latency then counts from when each was due (default: as "
                  "fast as it goes)")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
}

void add_texts(CLI::App& word, bench_options& o) {
  word.add_option("--chats", o.chat_files,
                  "what customers say: columns conversation, turn, text; repeatable")
      ->type_name("FILE.tsv")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  word.add_option("--seed", o.seed, "of made-up chats (default 1)")
      ->type_name("N")
      ->check(CLI::NonNegativeNumber);
  word.add_option("--chat-count", o.chats, "made-up chats (default 2000)")
      ->type_name("N")
      ->check(CLI::Range(1, 10'000'000));
  word.add_option("--messages", o.messages, "in each made-up chat (default 8)")
      ->type_name("N")
      ->check(CLI::Range(1, 10'000));
  word.add_option("--text-bytes", o.text_bytes, "of each made-up message (default: varies)")
      ->type_name("N")
      ->check(CLI::Range(0, 16 * 1024));
}

} // namespace

cli_word add_bench(CLI::App& all) {
  auto* word =
      all.add_subcommand("bench", "the load test: every message once and in order, how fast");
  word->footer(
      R"(Without --url it starts a server of its own that keeps nothing. Customers write through
connectors, each message must reach the agent of its conversation (and every watcher)
once, in order and unchanged; if one does not, the exit code is 1.

  earshot bench
  earshot bench --chats support-chats.tsv --rate 2000 --threshold 'p99<20ms'
  earshot bench --url ws://127.0.0.1:8080 --key-file data/key --json

Thresholds name lost, duplicated, reordered, corrupted, gaps, refused, messages, msgs_per_s,
p50, p90, p99, p999, max, connect_p99 (times: us, ms or s), cpu_s_per_million, rss_mb.
)");
  auto o = std::make_shared<bench_options>();
  word->add_option("--url", o->url, "a running server, ws://HOST:PORT")->type_name("URL");
  word->add_option("--key-file", o->key_file, "that server's key, to make tokens from")
      ->type_name("FILE");
  word->add_option("--data-dir", o->data_dir,
                   "folder for the log of its own server (default: it keeps nothing)")
      ->type_name("DIR")
      ->excludes("--url");
  word->add_option("--server-pid", o->server_pid, "that server's process, to read its cost")
      ->type_name("PID");
  add_load(*word, *o);
  add_texts(*word, *o);
  word->add_option("--stall", o->stall_s, "seconds of silence that end the run (default 15)")
      ->type_name("S")
      ->check(CLI::Range(1, 3600));
  word->add_option("--threshold", o->thresholds, "exit 1 if it does not hold; repeatable")
      ->type_name("'p99<20ms'")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  word->add_flag("--json", o->json, "print one JSON object");
  return {word, [o] { return bench(*o); }};
}

} // namespace earshot::runtime
