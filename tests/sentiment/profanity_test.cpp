#include "sentiment/profanity.hpp"

#include "tests/catch.hpp"

#include <string>

using namespace earshot;
using namespace earshot::sentiment;

namespace {

std::string found(std::string_view text, const char* lang = "en") {
  auto match = find_swear_word(text, *language::parse(lang));
  return std::string{text.substr(match.begin, match.end - match.begin)};
}

} // namespace

TEST_CASE("Strong English swear words are found") {
  for (auto text : {"fuck", "FUCK", "Fuck!", "(shit)", "what the fuck?", "you asshole,", "bullshit",
                    "motherfucker", "a piece-of-shit", "\"bitch\"", "*fuck*", "fucking hell"}) {
    INFO(text);
    CHECK_FALSE(found(text).empty());
  }
}

TEST_CASE("Veiled swear words are found") {
  for (auto text : {"f**k",    "f***",   "f*ck",    "f**king", "sh1t",    "sh!t",    "$hit",
                    "s**t",    "b1tch",  "a$$hole", "@sshole", "f.u.c.k", "f-u-c-k", "f u c k",
                    "fuuuuck", "fuckkk", "fck",     "FUCKED",  "5hit",    "c*nt",    "f_u_c_k"}) {
    INFO(text);
    CHECK_FALSE(found(text).empty());
  }
}

TEST_CASE("Mild and innocent words are not") {
  for (auto text :
       {"damn",    "crap",       "hell",     "bloody",   "idiot",   "this sucks", "class",
        "assess",  "Scunthorpe", "shiitake", "cocktail", "Dickens", "therapist",  "pass",
        "a**",     "function",   "duck",     "f",        "****",    "* * * *",    "5 * 4",
        "#1",      "$50",        "C#",       "luck",     "shirt",   "bitter",     "I a m f i n e",
        "prickly", "analysis"}) {
    INFO(text);
    CHECK(found(text) == "");
  }
}

TEST_CASE("An ordinary word of the message's language is no curse") {
  CHECK(found("Er kampagnen slut?", "da") == "");
  CHECK(found("Er kampagnen slut?", "en") == ""); // taken for English where nothing is known
  CHECK(found("Le train a du retard", "en") == "");
  CHECK(found("you slut", "en") == "slut");
  CHECK(found("Hvilket fag har du?", "da") == "");
  CHECK(found("Le train a du retard", "fr") == "");
  CHECK(found("Filmen är slut", "sv") == "");
  CHECK_FALSE(found("what the fuck er det", "da").empty());
}

TEST_CASE("The match says where it stands") {
  auto match = find_swear_word("oh shit happens", english);
  CHECK(match.begin == 3);
  CHECK(match.end == 7);
}
