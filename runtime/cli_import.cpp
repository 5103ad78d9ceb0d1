// `earshot import`: transcripts from files into a running server.
#include "runtime/cli_words.hpp"

#include "config/address.hpp"
#include "config/options.hpp"
#include "runtime/exit_code.hpp"
#include "runtime/import/plain_text.hpp"
#include "runtime/import/sender.hpp"
#include "runtime/key_file.hpp"
#include "runtime/tokens.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

namespace earshot::runtime {

namespace {

struct import_arguments {
  std::vector<std::string> files;
  std::string server = "127.0.0.1:8080";
  std::string token_file, token_flag, key_file, ca_file, user = "import", format, at;
  bool tls = false;
  std::vector<std::string> columns, speakers;
  imports::destination to;
};

constexpr auto help =
    R"(Each file becomes one conversation with the file's name, unless a column says which one a
line belongs to. Lines that cannot be used are named and left out, the rest is imported.
Importing the same file again adds nothing, and goes on where an import was interrupted. To mend
refused lines and bring them in later, import with --leave-open first.

  earshot import --key-file data/key --queue support --seller mette meeting.vtt \
      --speaker 'Mette Olsen=seller' --speaker 'Ana Lind=customer'
  earshot import --token-file connector.jwt --queue support --seller mette calls/*.tsv \
      --column side=role --column start_ms=offset_ms --column text=human_transcript
  earshot import --key-file data/key --queue chats --channel chat export.csv
  earshot import --server calls.example.com:443 --tls --token-file connector.jwt --queue sales call.jsonl

Formats, by the file's ending or --format: vtt (WebVTT of Teams and Zoom), jsonl (an
object a line), csv, tsv. Tables begin with a line of names; lines with # above it are comments.
Columns: conversation, side, text, start_ms, duration_ms, at, language. Known names such as
role, speaker, transcript, timestamp are found without --column; a number counts from 1.
Sides agent, seller, customer, caller and bot are known; --speaker names all others.

Exit codes: 0 all is in, 64 wrong command line, 65 lines were refused, 69 no server.
)";

std::optional<std::string> content_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return std::nullopt;
  std::ostringstream all;
  all << in.rdbuf();
  return imports::plain_text(all.str());
}

/// "name=value"; nothing where there is no '='.
std::optional<std::pair<std::string, std::string>> pair_of(const std::string& s) {
  auto equals = s.rfind('=');
  if (equals == s.npos || equals == 0)
    return std::nullopt;
  return std::pair(s.substr(0, equals), s.substr(equals + 1));
}

std::optional<imports::speaker> speaker_of(const std::string& s) {
  auto colon = s.find(':');
  auto side = s.substr(0, colon);
  std::string id = colon == s.npos ? "" : s.substr(colon + 1);
  if (!id.empty() && !is_id(id))
    return std::nullopt;
  if (side == "seller" || side == "agent")
    return imports::speaker{author_role::agent, id};
  if (side == "customer")
    return imports::speaker{author_role::customer, id};
  if (side == "bot")
    return imports::speaker{author_role::bot, id};
  return std::nullopt;
}

/// What is wrong with the mapping; empty: nothing.
std::string read_mapping(const import_arguments& a, imports::mapping& names) {
  for (const auto& c : a.columns) {
    auto pair = pair_of(c);
    if (!pair)
      return "--column wants OURS=THEIRS, not " + c;
    names.columns.insert_or_assign(pair->first, pair->second);
  }
  for (const auto& s : a.speakers) {
    auto pair = pair_of(s);
    auto who = pair ? speaker_of(pair->second) : std::nullopt;
    if (!who)
      return "--speaker wants NAME=customer, NAME=seller, NAME=seller:ID or NAME=bot, not " + s;
    names.speakers.insert_or_assign(pair->first, *who);
  }
  return {};
}

std::optional<imports::transcript> read(const std::string& content, std::string_view format,
                                        const imports::mapping& names) {
  if (format == "vtt")
    return imports::read_webvtt(content, names);
  if (format == "jsonl")
    return imports::read_jsonl(content, names);
  if (format == "csv")
    return imports::read_table(content, imports::separator_of(content), names);
  if (format == "tsv")
    return imports::read_table(content, '\t', names);
  return std::nullopt;
}

/// The ending, in whatever case.
std::string format_by(const std::string& file) {
  std::string ending = std::filesystem::path(file).extension().string();
  ending.erase(0, 1); // the dot
  for (char& c : ending)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return ending;
}

std::string id_of(const std::string& file) {
  std::string id = std::filesystem::path(file).stem().string().substr(0, id_bytes_max);
  for (char& c : id)
    if (c < 0x21 || c > 0x7E || c == '/')
      c = '-';
  return id.empty() ? "import" : id;
}

void share_out(imports::transcript from, const std::string& file, std::optional<time_point> began,
               std::vector<imports::conversation_said>& all) {
  std::map<std::string, std::size_t> places;
  for (imports::line_said& said : from.said) {
    auto name = said.conversation.empty() ? id_of(file) : said.conversation;
    auto [it, fresh] = places.emplace(name, all.size());
    if (fresh)
      all.push_back({name, file, began ? began : from.began, {}});
    all[it->second].said.push_back(std::move(said));
  }
}

std::optional<std::string> token_for(const import_arguments& a) {
  if (!a.token_file.empty()) {
    auto token = read_secret(a.token_file, "the token file");
    if (token)
      return *token;
    std::cerr << "earshot: " << token.error().message << "\n";
    return std::nullopt;
  }
  auto key = read_key(a.key_file);
  if (!key) {
    std::cerr << "earshot: " << key.error().message << "\n";
    return std::nullopt;
  }
  auto now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
  identity who{a.user, {}, {role::connector}, now + std::chrono::hours(1)};
  return tokens(std::move(*key), config::auth_options{}).mint(who, now);
}

int usage(const std::string& why) {
  std::cerr << "earshot: " << why << "\n";
  return exit_usage;
}

void say_refused(const std::string& file, const imports::bad_line& bad) {
  std::cerr << file << (bad.line ? ":" + std::to_string(bad.line) : "") << ": " << bad.why << "\n";
}

int run(import_arguments& a) {
  imports::mapping names;
  if (auto wrong = read_mapping(a, names); !wrong.empty())
    return usage(wrong);
  auto began = a.at.empty() ? std::nullopt : from_rfc3339(a.at);
  if (!a.at.empty() && !began)
    return usage("--at wants an RFC 3339 time such as 2026-11-22T09:00:00Z, not " + a.at);
  auto server = config::parse_address(a.server);
  if (!server)
    return usage("--server wants HOST:PORT, not " + a.server);
  if (!a.token_flag.empty())
    return usage("everybody on this machine can read a command line: put the token into a file "
                 "of your own and give that with --token-file");
  if (a.token_file.empty() == a.key_file.empty())
    return usage("give either --token-file or --key-file");
  std::size_t refused = 0;
  std::vector<imports::conversation_said> all;
  for (const std::string& file : a.files) {
    auto content = content_of(file);
    if (!content) {
      ++refused;
      std::cerr << file << ": cannot be read\n";
      continue;
    }
    auto found = read(*content, a.format.empty() ? format_by(file) : a.format, names);
    if (!found)
      return usage(file + ": say which format it has with --format vtt, jsonl, csv or tsv");
    if (found->said.empty() && found->bad.empty())
      found->bad.push_back({0, "it holds nothing to import"});
    for (const auto& bad : found->bad)
      say_refused(file, bad);
    refused += found->bad.size();
    share_out(std::move(*found), file, began, all);
  }
  auto token = token_for(a);
  if (!token)
    return exit_configuration;
  a.to.server = {server->host, server->port};
  a.to.server.tls = a.tls || !a.ca_file.empty();
  a.to.server.ca_file = a.ca_file;
  a.to.token = *token;
  auto out = imports::send_all(a.to, all);
  for (const auto& [file, bad] : out.refused)
    say_refused(file, bad);
  refused += out.refused.size();
  fmt::print("{} lines of {} conversations are in, {} of them were before; {} refused\n", out.sent,
             all.size(), out.duplicate, refused);
  if (!out.failed.empty()) {
    std::cerr << "earshot: " << out.failed << "\n";
    return exit_unavailable;
  }
  return refused > 0 ? exit_bad_data : exit_ok;
}

} // namespace

cli_word add_import(CLI::App& all) {
  auto* word = all.add_subcommand("import", "brings transcripts of calls and chats into a server");
  word->footer(help);
  auto a = std::make_shared<import_arguments>();
  auto option = [word](const char* name, auto& into, const char* what, const char* type) {
    return word->add_option(name, into, what)->type_name(type);
  };
  auto list = [&](const char* name, std::vector<std::string>& into, const char* what,
                  const char* type) {
    option(name, into, what, type)
        ->expected(1)
        ->allow_extra_args(false) // what follows may be a file
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  };
  word->add_option("FILE", a->files, "transcripts")->required();
  option("--server", a->server, "where it listens (default 127.0.0.1:8080)", "HOST:PORT");
  word->add_flag("--tls", a->tls, "the server speaks TLS");
  option("--ca-file", a->ca_file, "PEM: who may vouch for it (default: whom the system trusts)",
         "FILE")
      ->check(CLI::ExistingFile);
  option("--token-file", a->token_file, "a file with a connector's token", "FILE");
  option("--token", a->token_flag, "", "")->group(""); // only to say why not
  option("--key-file", a->key_file, "the server's key, to make a token with", "FILE");
  option("--user", a->user, "the connector's id, with --key-file (default import)", "ID");
  option("--queue", a->to.queue, "the queue the conversations belong to", "ID")->required();
  option("--seller", a->to.seller, "who had the conversations", "ID");
  option("--customer", a->to.customer, "the customer's id (default: the conversation's)", "ID");
  option("--channel", a->to.channel, "voice (default), chat, sms, email or social", "NAME");
  option("--at", a->at, "when the conversations began, where the files do not say", "TIME");
  option("--format", a->format, "vtt, jsonl, csv or tsv, whatever the ending", "NAME");
  list("--column", a->columns, "where a column is: start_ms=offset_ms; repeatable", "OURS=THEIRS");
  list("--speaker", a->speakers, "who a name is: 'Ana Lind=customer'; repeatable", "NAME=SIDE");
  word->add_flag("--leave-open", a->to.leave_open, "do not close the conversations");
  return {word, [a] { return run(*a); }};
}

} // namespace earshot::runtime
