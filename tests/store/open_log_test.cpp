#include "store/open_log.hpp"

#include "store/sqlite.hpp"
#include "tests/catch.hpp"
#include "tests/store/sample.hpp"

using namespace earshot;
using namespace earshot::store;

namespace {

log_options in(const std::string& path) {
  log_options options;
  options.data_dir = path;
  return options;
}

} // namespace

TEST_CASE("An ephemeral log leaves nothing behind") {
  temporary_directory dir;
  auto options = in(dir / "data");
  options.ephemeral = true;
  auto log = open_log(options).value();
  CHECK(log->append("c1", note(1)) == 1);
  CHECK(log->committed() == 1);
  CHECK_FALSE(std::filesystem::exists(dir / "data"));
}

TEST_CASE("Any other log is in its directory") {
  temporary_directory dir;
  {
    auto log = open_log(in(dir / "data")).value();
    log->append("c1", note(1));
  }
  CHECK(offsets_of(*open_log(in(dir / "data")).value(), "c1").size() == 1);
}

TEST_CASE("A file that is no log is refused with its name") {
  temporary_directory dir;
  std::filesystem::create_directory(dir / "data");
  SECTION("bytes of something else") {
    std::ofstream{dir / "data/earshot.db"} << std::string(5000, 'x');
    auto log = open_log(in(dir / "data"));
    REQUIRE(log.has_error());
    CHECK(log.error().message.find("file is not a database") != std::string::npos);
    CHECK(log.error().code == errc::internal);
  }
  SECTION("a log of a later version") {
    open_log(in(dir / "data")).value();
    auto db = database::open(dir / "data/earshot.db", database::access::write).value();
    REQUIRE(db.run("PRAGMA user_version = 3").has_value());
    auto log = open_log(in(dir / "data"));
    REQUIRE(log.has_error());
    CHECK(log.error().message
          == (dir / "data/earshot.db")
                 + " has schema 3, this version of earshot reads schemas 1 to 2 only");
  }
}
