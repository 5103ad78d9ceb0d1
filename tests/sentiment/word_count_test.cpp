#include "sentiment/word_count.hpp"

#include "tests/catch.hpp"

using namespace earshot::sentiment;

namespace {

std::uint32_t words(std::string_view text) {
  static const character_table characters;
  return count_words(text, characters);
}

} // namespace

TEST_CASE("Words are counted by Unicode word boundaries") {
  CHECK(words("Hello, how are you?") == 4);
  CHECK(words("don't can’t") == 2);
  CHECK(words("3.14 is pi") == 3);
  CHECK(words("10,000 people") == 2);
  CHECK(words("e-mail") == 2);
  CHECK(words("snake_case") == 1);
  CHECK(words("a.b.c") == 1);
  CHECK(words("end.  Next") == 2);
  CHECK(words("naïve café") == 2);
  CHECK(words("cafe\xCC\x81 x") == 2);
  CHECK(words("Привет мир") == 2);
  CHECK(words("カタカナ") == 1);
  CHECK(words("漢字") == 2);
}

TEST_CASE("What is no word is not counted") {
  CHECK(words("") == 0);
  CHECK(words("?!... -- 🙂") == 0);
  CHECK(words("[noise]") == 0);
  CHECK(words("<unk> [laughter]") == 0);
  CHECK(words("yes [noise] no") == 2);
  CHECK(words("a [b c] <3") == 4);
}
