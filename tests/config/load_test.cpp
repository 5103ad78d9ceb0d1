#include "config/load.hpp"

#include "config/example.hpp"
#include "tests/catch.hpp"
#include "tests/support/scratch_folder.hpp"

using namespace earshot::config;
using earshot::tests::scratch_folder;

namespace {

/// What loading `toml` says, with the folder's path taken out of the lines.
std::vector<std::string> problems_of(std::string_view toml, sources from = {}) {
  scratch_folder folder;
  from.file = folder.write("e.toml", toml);
  auto loaded = load(from);
  if (loaded)
    return {};
  auto lines = loaded.error().lines;
  for (std::string& line : lines)
    if (line.starts_with(folder.path().string() + "/"))
      line.erase(0, folder.path().string().size() + 1);
  return lines;
}

options options_of(std::string_view toml, sources from = {}) {
  scratch_folder folder;
  from.file = folder.write("e.toml", toml);
  auto loaded = load(from);
  INFO((loaded ? std::string() : loaded.error().lines.front()));
  REQUIRE(loaded);
  return *loaded;
}

using lines = std::vector<std::string>;

} // namespace

TEST_CASE("Without a source, every option has its default") {
  auto loaded = load({});
  REQUIRE(loaded);
  CHECK(to_toml(*loaded) == to_toml(options{}));
}

TEST_CASE("The file of docs/protocol.md sets what it names") {
  auto o = options_of(R"(
[server]
listen = "127.0.0.1:9000"
data_dir = "data"
allowed_origins = ["https://desk.example.com"]
[auth]
key_file = "/etc/earshot/key"
[routing]
offer_timeout_ms = 1000
reconnect_grace_ms = 2000
[alerts]
cooldown_ms = 3000
[queues]
tick_ms = 100
[debug]
echo = true
)");
  CHECK(o.server.listen == "127.0.0.1:9000");
  CHECK(o.server.data_dir == "data");
  CHECK(o.server.allowed_origins == lines{"https://desk.example.com"});
  CHECK(o.auth.key_file == "/etc/earshot/key");
  CHECK(o.routing.offer_timeout_ms == 1000);
  CHECK(o.routing.reconnect_grace_ms == 2000);
  CHECK(o.alerts.cooldown_ms == 3000);
  CHECK(o.queues_tick.tick_ms == 100);
  CHECK(o.debug.echo);
}

TEST_CASE("Flags win over the environment, and that over the file") {
  sources from;
  from.environment = {{"EARSHOT_LIMITS_SESSIONS", "20"}, {"EARSHOT_LIMITS_IN_FLIGHT", "21"}};
  from.flags = {{"limits.in_flight", "30", "--set"}};
  auto o = options_of("[limits]\nsessions = 10\nin_flight = 11\nroutes = 12\n", from);
  CHECK(o.limits.routes == 12);
  CHECK(o.limits.sessions == 20);
  CHECK(o.limits.in_flight == 30);
}

TEST_CASE("An unknown name is an error at its place") {
  SECTION("with the nearest right key") {
    CHECK(problems_of("[server]\n  lisen = \"127.0.0.1:1\"\n")
          == lines{R"(e.toml:2:3: [server] does not know "lisen"; did you mean "listen"?)"});
  }
  SECTION("with the section it belongs in") {
    CHECK(problems_of("[server]\ntick_ms = 100\n")
          == lines{R"(e.toml:2:1: [server] does not know "tick_ms"; it belongs in [queues])"});
    CHECK(problems_of("listen = \"127.0.0.1:1\"\n")
          == lines{R"(e.toml:1:1: "listen" stands in no section; it belongs in [server])"});
  }
  SECTION("with all there are, if none is near") {
    CHECK(problems_of("[routing]\ncolour = 1\n")
          == lines{R"(e.toml:2:1: [routing] does not know "colour"; )"
                   "there is offer_timeout_ms, reconnect_grace_ms, capacity"});
  }
  SECTION("of a section") {
    CHECK(problems_of("[sever]\nlisten = \"127.0.0.1:1\"\n")
          == lines{R"(e.toml:1:2: there is no section [sever]; did you mean "server"?)"});
  }
  SECTION("and its value, which may be a secret, is not repeated") {
    auto said = problems_of("[auth]\nkey = \"hunter2hunter2\"\n");
    REQUIRE(said.size() == 1);
    CHECK(said[0].find("hunter2") == std::string::npos);
  }
}

TEST_CASE("A wrong value is an error at its place") {
  SECTION("of another type") {
    CHECK(problems_of("[queues]\ntick_ms = \"250\"\n")
          == lines{"e.toml:2:11: queues.tick_ms must be a whole number, not a text"});
    CHECK(problems_of("[queues]\ntick_ms = 250.5\n")
          == lines{"e.toml:2:11: queues.tick_ms must be a whole number, not a number"});
    CHECK(problems_of("[debug]\necho = 1\n")
          == lines{"e.toml:2:8: debug.echo must be true or false, not a whole number"});
    CHECK(problems_of("[server]\nallowed_origins = [1]\n")
          == lines{"e.toml:2:19: server.allowed_origins must be a list of texts, "
                   "not a list of other things"});
    CHECK(problems_of("[server]\nlisten = 2026-01-01\n")
          == lines{"e.toml:2:10: server.listen must be a text, not a date or time"});
    CHECK(problems_of("server = 1\n").front().starts_with("e.toml:1:1: \"server\" is a section"));
  }
  SECTION("out of its range") {
    CHECK(problems_of("[queues]\ntick_ms = 49\n")
          == lines{"e.toml:2:11: queues.tick_ms must be 50 to 10000, not 49"});
    CHECK(problems_of("[queues]\ntick_ms = 9223372036854775807\n").size() == 1);
    CHECK(problems_of("[limits]\nsessions = -1\n").size() == 1);
  }
  SECTION("that is not among the choices") {
    CHECK(problems_of("[logging]\nlevel = \"loud\"\n")
          == lines{"e.toml:2:9: logging.level must be debug, info, warn, error or off, "
                   "not \"loud\""});
  }
  SECTION("that opens the door to every web page") {
    CHECK(problems_of("[server]\nallowed_origins = [\"*\"]\n").size() == 1);
    CHECK(problems_of("[server]\nallowed_origins = [\"https://a.example/path\"]\n").size() == 1);
  }
  SECTION("and all of them are said at once, in the order of the file") {
    auto said =
        problems_of("[server]\nlisten = 1\n[alerts]\ncooldown_ms = -1\n[auth]\nissuer = \"\"\n");
    REQUIRE(said.size() == 3);
    CHECK(said[0].starts_with("e.toml:2:"));
    CHECK(said[1].starts_with("e.toml:4:"));
    CHECK(said[2].starts_with("e.toml:6:"));
  }
}

TEST_CASE("What is no TOML is an error at its place") {
  CHECK(problems_of("[server]\nlisten = \n").front().starts_with("e.toml:2:"));
  CHECK(problems_of("[server]\nlisten = \"\xff\"\n").front().starts_with("e.toml:2:"));
  for (std::string_view header : {"[=]", "[.]", "[}x]", "[", "[[", "[[]]", "[\"", "[a.=]"})
    CHECK(problems_of("\n" + std::string(header) + "\n").front().starts_with("e.toml:2:"));
}

TEST_CASE("A file that cannot be read is named") {
  scratch_folder folder;
  sources from;
  from.file = (folder.path() / "absent.toml").string();
  auto absent = load(from);
  REQUIRE_FALSE(absent);
  CHECK(absent.error().lines == lines{from.file + ": cannot be read: No such file or directory"});
  from.file = folder.path().string();
  auto directory = load(from);
  REQUIRE_FALSE(directory);
  CHECK(directory.error().lines == lines{from.file + ": is a folder, not a file"});
}

TEST_CASE("An empty file is a fine file") { CHECK(to_toml(options_of("")) == to_toml(options{})); }

TEST_CASE("First queues and teams") {
  constexpr auto entries = R"(
[[queues]]
queue = "support"
members = ["mette", "olli"]
languages = ["da"]
sentiment = true
[[queues]]
queue = "sales"
[[teams]]
team = "nordic"
sellers = ["mette"]
)";
  SECTION("stand in [[queues]] and [[teams]]") {
    auto o = options_of(entries);
    REQUIRE(o.first_queues.size() == 2);
    CHECK(o.first_queues[0].queue == "support");
    CHECK(o.first_queues[0].members == lines{"mette", "olli"});
    CHECK(o.first_queues[0].languages == lines{"da"});
    CHECK(o.first_queues[0].sentiment);
    CHECK(o.first_queues[1].queue == "sales");
    CHECK_FALSE(o.first_queues[1].sentiment);
    REQUIRE(o.first_teams.size() == 1);
    CHECK(o.first_teams[0].sellers == lines{"mette"});
  }
  SECTION("or in [[queue]] and [[team]], beside [queues]") {
    auto o =
        options_of("[queues]\ntick_ms = 100\n[[queue]]\nqueue = \"a\"\n[[team]]\nteam = \"b\"\n");
    CHECK(o.queues_tick.tick_ms == 100);
    CHECK(o.first_queues.size() == 1);
    CHECK(o.first_teams.size() == 1);
  }
  SECTION("which is said where TOML refuses both") {
    for (std::string_view both : {"[queues]\ntick_ms = 100\n[[queues]]\nqueue = \"a\"\n",
                                  "[[queues]]\nqueue = \"a\"\n[queues]\ntick_ms = 100\n"}) {
      auto said = problems_of(both);
      REQUIRE(said.size() == 1);
      CHECK(said[0].starts_with("e.toml:3:1: "));
      CHECK(said[0].ends_with("where [queues] stands, write the entries as [[queue]]"));
    }
  }
  SECTION("with everything that queue.configure sets") {
    auto o = options_of(R"(
[[queue]]
queue = "a"
skills = ["mette=da,billing"]
alerts_agent = "off"
alerts_supervisor = "slightly_negative"
notice = "We listen."
wrap_up_s = 30
)");
    const first_queue& q = o.first_queues.at(0);
    CHECK(q.skills == lines{"mette=da,billing"});
    CHECK(q.alerts_agent == "off");
    CHECK(q.alerts_supervisor == "slightly_negative");
    CHECK(q.notice == "We listen.");
    CHECK(q.wrap_up_s == 30);
    for (std::string wrong :
         {"alerts_agent = \"happy\"", "wrap_up_s = 3601", "skills = [\"da\"]",
          "skills = [\"mette=\"]", "skills = [\"mette=da,\"]", "skills = [\"a b=da\"]"})
      CHECK(problems_of("[[queue]]\nqueue = \"a\"\n" + wrong + "\n").size() == 1);
    CHECK(problems_of("[[queue]]\nqueue = \"a\"\nnotice = \"" + std::string(1025, 'n') + "\"\n")
              .size()
          == 1);
  }
  SECTION("need an id of their own, once") {
    CHECK(problems_of("[[queue]]\nname = \"a\"\n")
          == lines{"e.toml:1:1: [[queue]] needs \"queue\""});
    CHECK(problems_of("[[queue]]\nqueue = \"a\"\n[[queue]]\nqueue = \"a\"\n")
          == lines{"e.toml:3:1: queue \"a\" is there twice"});
    CHECK(problems_of("[[queue]]\nqueue = \"a b\"\n").size() == 1);
    CHECK(problems_of("[[queue]]\nqueue = \"a\"\nlanguages = [\"danish\"]\n").size() == 1);
    CHECK(problems_of("[[queue]]\nqueue = \"a\"\nmember = [\"b\"]\n")
          == lines{R"(e.toml:3:1: [[queue]] does not know "member"; did you mean "members"?)"});
  }
}

TEST_CASE("Words of one's own have a weight of -2 to 2") {
  auto o = options_of("[[sentiment.overrides]]\nword = \"outage\"\nweight = -0.5\n");
  REQUIRE(o.sentiment.overrides.size() == 1);
  CHECK(o.sentiment.overrides[0].weight == -0.5);
  CHECK(problems_of("[[sentiment.overrides]]\nword = \"x\"\nweight = 3\n").size() == 1);
  CHECK(options_of("[[sentiment.overrides]]\nword = \"x\"\nweight = 1\n")
            .sentiment.overrides[0]
            .weight
        == 1);
}

TEST_CASE("An address that others can reach needs a key, and TLS or a word that it is elsewhere") {
  const std::string key = "[auth]\nkey_file = \"key\"\n", insecure = "insecure = true\n";
  for (auto host : {"0.0.0.0", "earshot.example.com", "[::]"}) {
    const std::string listen = "[server]\nlisten = \"" + std::string(host) + ":8080\"\n";
    CHECK(problems_of(listen).size() == 2);
    CHECK(problems_of(listen).front().starts_with("e.toml:2:1: "));
    CHECK(problems_of(listen + key).size() == 1);
    CHECK(problems_of(listen + insecure).size() == 1);
    CHECK(problems_of(listen + insecure + key).empty());
    CHECK(problems_of(listen + insecure + "[auth]\njwks_file = \"keys.json\"\n").empty());
    CHECK(problems_of(listen + key + "[tls]\ncertificate = \"c\"\nkey = \"k\"\n").empty());
  }
  for (auto loopback : {"localhost:1", "127.0.0.1:1", "127.9.9.9:1", "[::1]:1"})
    CHECK(problems_of("[server]\nlisten = \"" + std::string(loopback) + "\"\n").empty());
}

TEST_CASE("What belongs together in TLS and keys") {
  CHECK(problems_of("[tls]\ncertificate = \"c\"\n").front().starts_with("e.toml:2:1: "));
  CHECK(problems_of("[tls]\nkey = \"k\"\n").front().starts_with("e.toml:2:1: "));
  const std::string url = "[auth]\njwks_url = \"https://id.example.com/keys\"\n";
  CHECK(problems_of(url).empty());
  for (auto good :
       {"https://h", "https://h:8443?of=us", "https://[::1]/keys", "https://[::1]:8443"})
    CHECK(problems_of("[auth]\njwks_url = \"" + std::string(good) + "\"\n").empty());
  CHECK(problems_of(url + "jwks_file = \"f\"\n").size() == 1);
  for (auto bad :
       {"http://id.example.com", "https://", "id.example.com", "https://u@h/", "ftp://h",
        "https://h:99999/keys", "https://h:0/keys", "https://h:x", "https:///keys", "https://:443"})
    CHECK(problems_of("[auth]\njwks_url = \"" + std::string(bad) + "\"\n").size() == 1);
}

TEST_CASE("The echo is for loopback only") {
  CHECK(problems_of("[server]\nlisten = \"0.0.0.0:1\"\ninsecure = true\n[auth]\nkey_file = "
                    "\"k\"\n[debug]\necho = true\n")
            .size()
        == 1);
}

TEST_CASE("Environment and flags are checked like the file") {
  auto said = [](sources from) {
    auto loaded = load(from);
    return loaded ? lines{} : loaded.error().lines;
  };
  CHECK(said({"", {{"EARSHOT_QUEUES_TICK_MS", "soon"}}, {}})
        == lines{"EARSHOT_QUEUES_TICK_MS: queues.tick_ms must be a whole number, not \"soon\""});
  CHECK(said({"", {{"EARSHOT_QUEUES_TICK_MS", "10"}}, {}})
        == lines{"EARSHOT_QUEUES_TICK_MS: queues.tick_ms must be 50 to 10000, not 10"});
  CHECK(said({"", {{"EARSHOT_LISTEN", "x"}}, {}})
        == lines{"EARSHOT_LISTEN: no option has this name; did you mean EARSHOT_SERVER_LISTEN?"});
  CHECK(said({"", {{"EARSHOT_SERVER_LISTN", "x"}}, {}})
        == lines{
            "EARSHOT_SERVER_LISTN: no option has this name; did you mean EARSHOT_SERVER_LISTEN?"});
  CHECK(said({"", {}, {{"server.lisen", "x", "--set server.lisen"}}})
        == lines{
            "--set server.lisen: there is no option \"server.lisen\"; did you mean \"listen\"?"});
  CHECK(said({"", {}, {{"server.listen", "0.0.0.0:80", "--listen"}}})
            .front()
            .starts_with("--listen: "));
  auto o =
      load({"", {{"EARSHOT_SERVER_ALLOWED_ORIGINS", "https://a.example, https://b.example"}}, {}});
  REQUIRE(o);
  CHECK(o->server.allowed_origins == lines{"https://a.example", "https://b.example"});
}

TEST_CASE("Of the environment, only Earshot's own variables count") {
  const char* environment[] = {"PATH=/bin",
                               "EARSHOT_SERVER_LISTEN=127.0.0.1:1",
                               "EARSHOT_CONFIG=e.toml",
                               "EARSHOT_PORT_8080_TCP=tcp://10.0.0.1:8080",
                               "EARSHOT_SERVICE_HOST=10.0.0.1",
                               "EARSHOT_URL=ws://127.0.0.1:1",
                               "EARSHOT_BIN=build/runtime/earshot",
                               "EARSHOT_LISTEN=127.0.0.1:2",
                               "EARSHOT_FOO_BAR=1",
                               nullptr};
  auto ours = earshot_variables(environment);
  REQUIRE(ours.size() == 3);
  CHECK(ours[1].first == "EARSHOT_LISTEN");
  CHECK(ours[2].first == "EARSHOT_FOO_BAR");
  CHECK(ours[0].first == "EARSHOT_SERVER_LISTEN");
  CHECK(ours[0].second == "127.0.0.1:1");
}
