#include "tests/layers/layer_rules.hpp"

#include "tests/catch.hpp"
#include "tests/support/scratch_folder.hpp"

using namespace earshot::tests;

namespace {

/// The sentences of what is wrong with one file of a tree that has only this one.
std::vector<breach> wrong_with(const std::string& name, std::string_view content) {
  scratch_folder tree;
  tree.write(name, content);
  REQUIRE(files_checked(tree.path()) == 1);
  return breaches(tree.path());
}

std::string lines(int n) {
  std::string s;
  for (int i = 0; i < n; ++i)
    s += "// line\n";
  return s;
}

} // namespace

TEST_CASE("No folder of Earshot includes what it may not") {
  REQUIRE(files_checked(EARSHOT_SOURCE_DIR) > 20);
  std::string all;
  for (const breach& b : breaches(EARSHOT_SOURCE_DIR))
    all += b.file + ":" + std::to_string(b.line) + ": " + b.what + "\n";
  INFO(all);
  CHECK(all.empty());
}

TEST_CASE("The check of the layers sees") {
  SECTION("an arrow that runs back up, with its line") {
    auto found = wrong_with("domain/level.hpp", "#pragma once\n#include \"actors/registry.hpp\"\n");
    REQUIRE(found.size() == 1);
    CHECK(found[0] == breach{"domain/level.hpp", 2, "domain may not include actors/registry.hpp"});
  }
  SECTION("an arrow to the side") {
    CHECK(wrong_with("store/log.cpp", "#include \"protocol/encode.hpp\"").size() == 1);
  }
  SECTION("more of config than its options, in an actor") {
    CHECK(wrong_with("actors/a.cpp", "#include \"config/load.hpp\"").size() == 1);
    CHECK(wrong_with("actors/a.cpp", "#include \"config/options.hpp\"").empty());
  }
  SECTION("a library in the domain") {
    CHECK(wrong_with("domain/a.hpp", "#include <fmt/format.h>").size() == 1);
    CHECK(wrong_with("domain/a.hpp", "#include <boost/system/result.hpp>\n#include <vector>")
              .empty());
  }
  SECTION("CAF outside actors/ and runtime/, in a room below too") {
    CHECK(wrong_with("store/deep/a.cpp", "# include  <caf/all.hpp>").size() == 1);
    CHECK(wrong_with("actors/a.cpp", "#include <caf/all.hpp>").empty());
  }
  SECTION("a second file with Beast's websocket") {
    CHECK(wrong_with("runtime/session.cpp", "#include <boost/beast/websocket.hpp>").size() == 1);
    CHECK(wrong_with("runtime/websocket.cpp", "#include <boost/beast/websocket.hpp>").empty());
  }
  SECTION("JSON in a header") {
    CHECK(wrong_with("protocol/decode.hpp", "#include <nlohmann/json.hpp>").size() == 1);
    CHECK(wrong_with("protocol/decode.hpp", "#include <nlohmann/json_fwd.hpp>").empty());
    CHECK(wrong_with("protocol/decode.cpp", "#include <nlohmann/json.hpp>").empty());
  }
  SECTION("an include that does not begin at the root") {
    CHECK(wrong_with("domain/a.cpp", "#include \"level.hpp\"").size() == 1);
    CHECK(wrong_with("domain/a.cpp", "#include \"../domain/level.hpp\"").size() == 1);
  }
  SECTION("a file of more than 400 lines, a test too") {
    CHECK(wrong_with("tests/a.cpp", lines(400)).empty());
    CHECK(wrong_with("tests/a.cpp", lines(401)).size() == 1);
  }
}

TEST_CASE("The check of the layers lets through what is only said in a comment") {
  CHECK(wrong_with("domain/a.hpp", "// #include <caf/all.hpp>\n").empty());
}
