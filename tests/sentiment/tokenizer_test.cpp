#include "sentiment/tokenizer.hpp"

#include "tests/catch.hpp"

#include <string>
#include <vector>

using namespace earshot::sentiment;

namespace {

std::vector<std::string> read(std::string_view text) {
  static const tokenizer reader;
  token_list tokens;
  reader.read(text, tokens);
  std::vector<std::string> out;
  for (const auto& t : tokens.tokens)
    out.emplace_back(text.substr(t.begin, t.end - t.begin));
  return out;
}

std::uint64_t hash_of(std::string_view word) {
  static const tokenizer reader;
  token_list tokens;
  reader.read(word, tokens);
  REQUIRE(tokens.tokens.size() == 1);
  return tokens.tokens[0].hash;
}

using words = std::vector<std::string>;

} // namespace

TEST_CASE("A text is cut into words, faces and punctuation") {
  SECTION("English contractions stay whole") {
    CHECK(read("I don't know, it’s late") == words{"I", "don't", "know", ",", "it’s", "late"});
  }
  SECTION("an apostrophe parts words elsewhere") {
    CHECK(read("l'ami") == words{"l", "'", "ami"});
    CHECK(read("dell'anno") == words{"dell", "'", "anno"});
  }
  SECTION("emoji stand alone, with their modifiers read over") {
    CHECK(read("ok👍🏽👍") == words{"ok", "👍", "👍"});
  }
  SECTION("emoticons are one token, a time of day is none") {
    CHECK(read("hi :-) <3") == words{"hi", ":-)", "<3"});
    CHECK(read("12:30") == words{"12", ":", "30"});
  }
  SECTION("repeated signs are one token") { CHECK(read("why?!!!") == words{"why", "?", "!!!"}); }
  SECTION("a hashtag is its word") { CHECK(read("#fail") == words{"fail"}); }
}

TEST_CASE("What says nothing about a mood is no token") {
  CHECK(read("@someone_1 see https://example.org/a?b=c now") == words{"see", "now"});
  CHECK(read("[noise] yes <unk>") == words{"yes"});
  CHECK(read("").empty());
  CHECK(read(" \t\n").empty());
}

TEST_CASE("One word has one hash however it is written") {
  CHECK(hash_of("GREAT") == hash_of("great"));
  CHECK(hash_of("sooo") == hash_of("sooooooo"));
  CHECK(hash_of("don’t") == hash_of("don't"));
  CHECK(hash_of("ÆRGERLIG") == hash_of("ærgerlig"));
  CHECK(hash_of("42") == hash_of("1234"));
  CHECK(hash_of("great") != hash_of("grate"));
}

TEST_CASE("Only a word of several capitals is shouted") {
  tokenizer reader;
  token_list tokens;
  reader.read("I WANT it Now ÆØ", tokens);
  std::vector<bool> shouted;
  for (const auto& t : tokens.tokens)
    shouted.push_back(t.shouted);
  CHECK(shouted == std::vector<bool>{false, true, false, false, true});
}

TEST_CASE("Broken UTF-8 is read as replacement characters and never past the end") {
  for (std::string text : {"\xC3", "a\xFF", "\xF0\x9F\x98", "\xED\xA0\x80 x", "\x80\x80"}) {
    tokenizer reader;
    token_list tokens;
    reader.read(text, tokens);
    for (const auto& t : tokens.tokens)
      CHECK(t.end <= text.size());
  }
}

TEST_CASE("Scripts without spaces are cut by their own rules") {
  CHECK(read("很好") == words{"很", "好"});
  CHECK(read("ดีมาก").size() == 1);
  CHECK(read("नमस्ते दुनिया") == words{"नमस्ते", "दुनिया"});
}
