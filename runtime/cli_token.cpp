#include "runtime/cli_words.hpp"

#include "config/options.hpp"
#include "runtime/exit_code.hpp"
#include "runtime/key_file.hpp"
#include "runtime/tokens.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <iostream>
#include <map>
#include <memory>

namespace earshot::runtime {
namespace {

struct token_arguments {
  std::string key_file;
  std::string user;
  std::vector<std::string> roles;
  std::string name;
  std::int64_t ttl_s = 3600;
  config::auth_options auth; ///< issuer and audience
};

constexpr std::int64_t ttl_s_max = 10LL * 366 * 24 * 3600;

std::string wrong_id(const std::string& user) {
  return is_id(user) ? "" : "an id is 1 to 128 visible ASCII characters without a slash";
}

CLI::Validator time_with_unit() {
  std::map<std::string, std::int64_t> seconds{{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}};
  return CLI::AsNumberWithUnit(seconds, CLI::AsNumberWithUnit::CASE_SENSITIVE).description("");
}

int print_token(const token_arguments& a) {
  auto key = read_key(a.key_file);
  if (!key) {
    std::cerr << "earshot: " << key.error().message << "\n";
    return exit_configuration;
  }
  auto now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
  identity who{a.user, a.name, {}, now + std::chrono::seconds(a.ttl_s)};
  for (const std::string& r : a.roles)
    who.roles.add(*role_from(r));
  std::cout << tokens(std::move(*key), a.auth).mint(who, now) << "\n";
  return exit_ok;
}

} // namespace

cli_word add_token(CLI::App& all) {
  auto* word = all.add_subcommand("token", "makes a token, with which a user signs in");
  word->footer(R"(The token goes to standard output. Whoever has it is that user until it ends, so
keep its time short; the key file never leaves the server.

  earshot token --key-file data/key --user admin --role admin
  earshot token --key-file data/key --user mette --role agent --name "Mette Olsen" --ttl 8h
  earshot token --key-file data/key --user chat-widget --role connector --ttl 30d

Any library for JSON Web Tokens makes the same: HS256, iss and aud "earshot", sub,
roles, iat, exp.
)");
  auto a = std::make_shared<token_arguments>();
  word->add_option("--key-file", a->key_file, "the server's key (auth.key_file, or data_dir/key)")
      ->required()
      ->type_name("FILE");
  word->add_option("--user", a->user, "who it is for")
      ->required()
      ->type_name("ID")
      ->check(wrong_id, "");
  word->add_option("--role", a->roles,
                   "connector, agent (or seller), supervisor, manager, admin; repeatable")
      ->required()
      ->type_name("ROLE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->check(
          [](const std::string& r) {
            return role_from(r) ? std::string()
                                : r + " is none of connector, agent, supervisor, manager, admin";
          },
          "");
  word->add_option("--name", a->name, "what people read instead of the id")->type_name("NAME");
  word->add_option("--ttl", a->ttl_s, "how long it holds: 90s, 15m, 1h, 30d (default 1h)")
      ->type_name("TIME")
      ->transform(time_with_unit())
      ->check(CLI::Range(std::int64_t{1}, ttl_s_max).description(""));
  word->add_option("--issuer", a->auth.issuer, "iss, where auth.issuer is not \"earshot\"")
      ->type_name("TEXT");
  word->add_option("--audience", a->auth.audience, "aud, where auth.audience is not \"earshot\"")
      ->type_name("TEXT");
  return {word, [a] { return print_token(*a); }};
}

} // namespace earshot::runtime
