#include "config/example.hpp"

#include "config/keys.hpp"
#include "config/load.hpp"
#include "tests/catch.hpp"
#include "tests/support/scratch_folder.hpp"

#include <sstream>

using namespace earshot::config;
using earshot::tests::scratch_folder;

namespace {

std::string shipped_file() {
  std::ifstream in(EARSHOT_SOURCE_DIR "/config/earshot.toml", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The commented entries of the example made real, the rest left out.
std::string uncommented_entries(const std::string& toml) {
  std::istringstream in(toml);
  std::string out;
  for (std::string line; std::getline(in, line);)
    if ((line.starts_with("# [[") && line.ends_with("]]"))
        || (line.starts_with("# ") && line.find(" = ") != line.npos))
      out += line.substr(2) + "\n";
  return out;
}

} // namespace

TEST_CASE("config/earshot.toml is what `earshot default-config` prints") {
  CHECK(shipped_file() == to_toml(options{}));
}

TEST_CASE("The example file, read, gives the defaults") {
  auto loaded = load({EARSHOT_SOURCE_DIR "/config/earshot.toml", {}, {}});
  REQUIRE(loaded);
  CHECK(to_toml(*loaded) == to_toml(options{}));
}

TEST_CASE("What is not at its default survives being written and read") {
  options o;
  o.server.listen = "127.0.0.1:1";
  o.server.allowed_origins = {"https://a.example", "https://b.example"};
  o.limits.sessions = 7;
  o.log.ephemeral_bytes = 5'000'000'000;
  o.auth.issuer = "quote \" and \\ backslash";
  o.debug.echo = true;
  scratch_folder folder;
  auto loaded = load({folder.write("e.toml", to_toml(o)), {}, {}});
  REQUIRE(loaded);
  CHECK(to_toml(*loaded) == to_toml(o));
  CHECK(loaded->auth.issuer == o.auth.issuer);
}

TEST_CASE("The entries in the example's comments work") {
  scratch_folder folder;
  auto loaded = load({folder.write("e.toml", uncommented_entries(to_toml(options{}))), {}, {}});
  INFO((loaded ? "" : loaded.error().lines.front()));
  REQUIRE(loaded);
  REQUIRE(loaded->first_queues.size() == 1);
  CHECK(loaded->first_queues[0].queue == "support");
  CHECK(loaded->first_teams.size() == 1);
  CHECK(loaded->sentiment.overrides.size() == 1);
}

TEST_CASE("Every default keeps its own rules") {
  options o;
  for (const section& s : sections())
    for (const auto& k : s.keys) {
      INFO(s.name << "." << k.rule.name);
      auto same = std::visit(
          [](auto* place) -> value {
            if constexpr (std::is_same_v<decltype(place), int*>)
              return std::int64_t(*place);
            else
              return *place;
          },
          k.in(o));
      CHECK_FALSE(put(k.rule, k.in(o), same));
      CHECK_FALSE(k.rule.about.empty());
    }
}
