// Drives the binary as a person does: words in, text and an exit code out.
#include "tests/catch.hpp"
#include "tests/support/scratch_folder.hpp"

#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>

using earshot::tests::scratch_folder;

namespace {

struct outcome {
  int code = -1;
  std::string out;
  std::string err;
};

/// A shell in a folder of its own, in which `earshot` is the binary that was built.
class shell {
public:
  outcome operator()(const std::string& command) const {
    std::string line = "cd '" + folder.path().string()
                       + "' && earshot() { \"" EARSHOT_BINARY "\" \"$@\"; }; { " + command
                       + "; } >out 2>err </dev/null";
    int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, folder.read("out"), folder.read("err")};
  }

  scratch_folder folder;
};

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

} // namespace

TEST_CASE("Every word explains itself, with an example that runs it") {
  shell run;
  auto all = run("earshot --help");
  CHECK(all.code == 0);
  for (std::string word : {"token", "check-config", "default-config"}) {
    CHECK(holds(all.out, word));
    auto help = run("earshot " + word + " --help");
    CHECK(help.code == 0);
    CHECK(holds(help.out, "\n  earshot " + word));
  }
}

TEST_CASE("A command line that is wrong ends with 64 and says what is") {
  shell run;
  CHECK(run("earshot").code == 64);
  auto typo = run("earshot toekn");
  CHECK(typo.code == 64);
  CHECK(typo.err == "earshot: there is no \"toekn\"; did you mean \"token\"?\n");
  auto flag = run("earshot check-config --lisen 127.0.0.1:1");
  CHECK(flag.code == 64);
  CHECK(holds(flag.err, "--lisen"));
  CHECK(run("earshot version more").code == 64);
  CHECK(run("earshot check-config --set nonsense").code == 64);
}

TEST_CASE("The version is said in one line") {
  shell run;
  CHECK(run("earshot version").out.starts_with("earshot 0."));
  CHECK(run("earshot --version").out == run("earshot version").out);
}

TEST_CASE("A token is made from a key file") {
  shell run;
  auto key = run.folder.write("key", "0123456789abcdef0123456789abcdef\n");
  ::chmod(key.c_str(), 0600);
  auto made =
      run("earshot token --key-file key --user mette --role agent --role supervisor --ttl 8h");
  CHECK(made.code == 0);
  CHECK(made.err.empty());
  CHECK(made.out.starts_with("eyJ"));
  CHECK(std::count(made.out.begin(), made.out.end(), '.') == 2);
  CHECK(made.out.ends_with("\n"));

  SECTION("unless the command line is wrong: 64") {
    for (auto wrong :
         {"token --user a --role agent", "token --key-file key --role agent",
          "token --key-file key --user a", "token --key-file key --user 'a b' --role agent",
          "token --key-file key --user a --role king",
          "token --key-file key --user a --role agent --ttl 0s",
          "token --key-file key --user a --role agent --ttl 1y",
          "token --key-file key --user a --role agent --ttl -1h"}) {
      INFO(wrong);
      auto refused = run("earshot " + std::string(wrong));
      CHECK(refused.code == 64);
      CHECK(refused.out.empty());
      CHECK_FALSE(refused.err.empty());
    }
  }
  SECTION("or the key file is: 78, and the key is not shown") {
    ::chmod(key.c_str(), 0644);
    auto refused = run("earshot token --key-file key --user a --role agent");
    CHECK(refused.code == 78);
    CHECK(refused.out.empty());
    CHECK(holds(refused.err, "chmod 600 key"));
    CHECK_FALSE(holds(refused.err, "0123456789"));
  }
}

TEST_CASE("A configuration is checked: 78 if it is wrong") {
  shell run;
  SECTION("the one that is printed is fine") {
    auto checked = run("earshot default-config > e.toml && earshot check-config --config e.toml");
    CHECK(checked.code == 0);
    CHECK(checked.out == "e.toml is fine.\n");
    CHECK(checked.err.empty());
  }
  SECTION("every problem is a line with its place") {
    run.folder.write("e.toml", "[server]\nlisen = \"x\"\n[queues]\ntick_ms = 1\n");
    auto checked = run("earshot check-config --config e.toml");
    CHECK(checked.code == 78);
    CHECK(checked.out.empty());
    CHECK(checked.err
          == "e.toml:2:1: [server] does not know \"lisen\"; did you mean \"listen\"?\n"
             "e.toml:4:11: queues.tick_ms must be 50 to 10000, not 1\n");
  }
  SECTION("an address that others can reach needs a key that is there") {
    CHECK(run("earshot check-config --listen 0.0.0.0:8080").code == 78);
    CHECK(run("earshot check-config --listen 0.0.0.0:8080 --set auth.key_file=absent").code == 78);
    ::chmod(run.folder.write("key", std::string(32, 'k')).c_str(), 0600);
    CHECK(run("earshot check-config --listen 0.0.0.0:8080 --set server.insecure=true "
              "--set auth.key_file=key")
              .code
          == 0);
  }
  SECTION("flags win over the environment over the file") {
    run.folder.write("e.toml",
                     "[server]\nlisten = \"127.0.0.1:1\"\ndata_dir = \"one\"\nio_threads = 1\n");
    auto shown = run("EARSHOT_SERVER_LISTEN=127.0.0.1:2 EARSHOT_SERVER_DATA_DIR=two "
                     "earshot check-config --config e.toml --listen 127.0.0.1:3 --show");
    CHECK(shown.code == 0);
    CHECK(holds(shown.out, "\nlisten = \"127.0.0.1:3\"\n"));
    CHECK(holds(shown.out, "\ndata_dir = \"two\"\n"));
    CHECK(holds(shown.out, "\nio_threads = 1\n"));
  }
  SECTION("the file may be named by the environment") {
    auto checked = run("EARSHOT_CONFIG=absent.toml earshot check-config");
    CHECK(checked.code == 78);
    CHECK(checked.err == "absent.toml: cannot be read: No such file or directory\n");
  }
  SECTION("an empty flag is a wrong one, not a missing one") {
    CHECK(run("earshot check-config --listen ''").code == 78);
  }
}

TEST_CASE("score answers every line with JSON, broken UTF-8 too") {
  shell run;
  auto r =
      run(R"(printf 'bad caf\351 service\n\n\321\255f\301\n\377\376\ngood\n' | earshot score)");
  CHECK(r.code == 0);
  CHECK(std::count(r.out.begin(), r.out.end(), '\n') == 5);
  CHECK(std::none_of(r.out.begin(), r.out.end(), [](char c) {
    return c == '\xE9' || c == '\xC1' || c == '\xFF' || c == '\xFE';
  }));
  CHECK(holds(r.out, "{\"text\":\"\xEF\xBF\xBD\""));
}
