#include "runtime/recording_paths.hpp"

#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::runtime;
using namespace std::literals;

TEST_CASE("A recording's path names its conversation") {
  CHECK(conversation_of_recording("/v1/conversations/c1/recording") == "c1");
  CHECK(conversation_of_recording("/v1/conversations/a%20b/recording") == "a b");
  CHECK_FALSE(conversation_of_recording("/v1/conversations//recording"));
  CHECK_FALSE(conversation_of_recording("/v1/conversations/a/b/recording"));
  CHECK_FALSE(conversation_of_recording("/v1/conversations/c1"));
}

TEST_CASE("Sound is known by its bytes") {
  CHECK(sound_type("RIFF\x24\0\0\0WAVEfmt "sv) == "audio/wav");
  CHECK(sound_type("ID3\x04\0\0"sv) == "audio/mpeg");
  CHECK(sound_type("\xFF\xFB\x90\x64"sv) == "audio/mpeg");
  CHECK(sound_type("OggS\0\x02________________________OpusHead"sv) == "audio/ogg");
  CHECK(sound_type("\x1A\x45\xDF\xA3\x9F\x42\x82\x84webm"sv) == "audio/webm");

  SECTION("and what only looks like it is not") {
    for (auto other : {"RIFF\x24\0\0\0AVI LIST"sv, "OggS\0\x02______________________\x80theora"sv,
                       "\x1A\x45\xDF\xA3\x42\x82\x88matroska"sv, "\xFF\xF1\x50\x80"sv, // AAC
                       "\xFF\xD8\xFF\xE0"sv, "<html>"sv, "RIFF"sv, ""sv})
      CHECK_FALSE(sound_type(other));
  }
}

TEST_CASE("A range is read as RFC 9110 says") {
  using kind = asked_range::kind;
  auto part = [](std::string_view header) {
    auto r = range_of(header, 1000);
    REQUIRE(r.what == kind::part);
    return r.part;
  };
  CHECK(part("bytes=0-99") == byte_range{0, 100});
  CHECK(part("bytes=900-") == byte_range{900, 100});
  CHECK(part("bytes=900-5000") == byte_range{900, 100});
  CHECK(part("bytes=-100") == byte_range{900, 100});
  CHECK(part("bytes=-5000") == byte_range{0, 1000});
  CHECK(range_of("bytes=1000-", 1000).what == kind::outside);
  CHECK(range_of("bytes=-0", 1000).what == kind::outside);
  for (auto header : {"", "bytes=0-1,5-6", "bytes=5-2", "bytes=", "bytes=-", "bytes=x-y",
                      "lines=1-2", "bytes=99999999999999999999-"})
    CHECK(range_of(header, 1000).what == kind::whole);
}
