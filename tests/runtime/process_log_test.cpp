#include "runtime/process_log.hpp"

#include "tests/catch.hpp"

#include <nlohmann/json.hpp>

using earshot::runtime::process_log;
using nlohmann::json;

namespace {

json said(std::string_view value) {
  auto line = process_log::line(process_log::level::warn, "tried", {{"what", value}});
  CHECK(line.find('\n') == std::string::npos);
  return json::parse(line);
}

} // namespace

TEST_CASE("A line of the log is one JSON object, whatever stands in its fields") {
  for (std::string hostile :
       {"a\"b", "a\\b", "a\nb", "a\r\n{\"event\":\"forged\"}", "\x1b[31mred\x7f", "\t\x01", ""}) {
    CAPTURE(hostile);
    CHECK(said(hostile)["what"] == hostile);
  }
  CHECK(process_log::line(process_log::level::info, "erased", {{"conversations", 7}})
        == R"({"event":"erased","conversations":7})");
}

TEST_CASE("What is no UTF-8 does not spoil the line") {
  CHECK(said("gr\xfc\xdf")["what"] == "gr??");
}

TEST_CASE("A field is capped, at the end of a character") {
  CHECK(said(std::string(512, 'x'))["what"] == std::string(512, 'x'));
  CHECK(said(std::string(100'000, 'x'))["what"] == std::string(512, 'x') + "…");
  std::string letters;
  while (letters.size() < 600)
    letters += "æ";
  CHECK(said("x" + letters)["what"].get<std::string>().size() == 511 + 3);
}
