#include "runtime/frame_watch.hpp"

#include "tests/runtime/loopback.hpp"

using namespace earshot::test;
using earshot::runtime::ends_inside_a_character;
using earshot::runtime::frame_watch;

namespace {

/// Follows the frames' bytes in pieces of `step`.
std::size_t follow(frame_watch& watch, const std::vector<wire_frame>& frames, std::size_t step) {
  std::string bytes;
  for (const auto& f : frames)
    bytes += f.bytes();
  std::size_t empty = 0;
  for (std::size_t at = 0; at < bytes.size(); at += step)
    empty += watch.follow(std::string_view(bytes).substr(at, step));
  return empty;
}

} // namespace

TEST_CASE("Empty fragments are counted, whatever pieces the bytes come in") {
  const auto step = GENERATE(1u, 2u, 3u, 7u, 1000u, 1000000u);
  CAPTURE(step);
  frame_watch watch;
  CHECK(follow(watch, {{1, "", false}, {0, "", false}, {9, ""}, {0, "text", false}, {0, ""}}, step)
        == 3);
  CHECK(follow(watch, {{1, ""}, {2, ""}, {10, ""}}, step) == 0); // whole messages, a pong
  CHECK(follow(watch, {{2, std::string(65536, '\0'), false}, {0, "", true}}, step) == 1);
  CHECK(follow(watch, {{2, std::string(126, '\x80')}, {1, "", false}}, step) == 1);
}

TEST_CASE("A close frame is judged once it is whole") {
  const auto step = GENERATE(1u, 5u, 1000u);
  frame_watch watch;
  follow(watch, {{1, "before it"}, {9, "\xFF"}}, step);
  CHECK(watch.close_answer() == 0);
  SECTION("with a reason that is no UTF-8") {
    auto bytes = wire_frame{8, close_payload(1000, "caf\xC3")}.bytes();
    watch.follow(std::string_view(bytes).substr(0, bytes.size() - 1));
    CHECK(watch.close_answer() == 0);
    watch.follow(std::string_view(bytes).substr(bytes.size() - 1));
    CHECK(watch.close_answer() == 1007);
  }
  SECTION("with a code beyond 4999") {
    follow(watch, {{8, close_payload(5000)}}, step);
    CHECK(watch.close_answer() == 1002);
  }
  SECTION("that Beast answers well itself") {
    const auto payload = GENERATE(std::string(), std::string("x"), close_payload(1005),
                                  close_payload(4999, "caf\xC3\xA9"));
    follow(watch, {{8, payload}}, step);
    CHECK(watch.close_answer() == 0);
  }
}

TEST_CASE("A text that ends inside a character is known by its last bytes") {
  for (const char* cut : {"\xC3", "a\xE2\x82", "\xE2", "\xF0\x9F\x98", "\xF0\x9F", "z\xF0"})
    CHECK(ends_inside_a_character(cut));
  for (const char* whole : {"", "a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "a\xC3\xA9z"})
    CHECK_FALSE(ends_inside_a_character(whole));
}
