#include "sentiment/plain_english.hpp"

#include "tests/catch.hpp"

using earshot::sentiment::is_plain_english;

TEST_CASE("English with words of its own is plain English") {
  CHECK(is_plain_english("Hello, my parcel is late again, what should I do now?"));
  CHECK(is_plain_english("WHY DON'T YOU ANSWER? i've been waiting since monday"));
  CHECK(is_plain_english("the app is so slow"));
}

TEST_CASE("What could be another language is left to the detector") {
  SECTION("too little") {
    CHECK_FALSE(is_plain_english(""));
    CHECK_FALSE(is_plain_english("the app"));
    CHECK_FALSE(is_plain_english("#42 ??? 17:30"));
  }
  SECTION("words that others have too") {
    CHECK_FALSE(is_plain_english("Help! Was is er hier?"));
    CHECK_FALSE(is_plain_english("no me has help"));
  }
  SECTION("a few English words among others") {
    CHECK_FALSE(is_plain_english("Jeg vil gerne finde showet From Where to Eternity"));
    CHECK_FALSE(is_plain_english("Pakettini on edelleen hukassa, can you look into it"));
  }
  SECTION("letters beyond ASCII") {
    CHECK_FALSE(is_plain_english("what would you do with the pakke på posthuset"));
  }
  SECTION("long words that begin like English ones") {
    CHECK_FALSE(is_plain_english("withoutthe wouldthe thethethethe"));
  }
}
