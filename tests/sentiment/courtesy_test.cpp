#include "domain/level.hpp"
#include "sentiment/scorer.hpp"
#include "tests/catch.hpp"

#include <string>

using namespace earshot;
using namespace earshot::sentiment;

namespace {

int side_of(std::string_view text, const char* lang) {
  static const auto s = make_scorer();
  auto v = s->score(text, *language::parse(lang));
  REQUIRE(v.score);
  int value = value_of(level_of(*v.score));
  return (value > 0) - (value < 0);
}

struct phrase {
  const char* lang;
  const char* text;
};

} // namespace

TEST_CASE("Courtesy is neutral") {
  for (auto [lang, text] : {phrase{"en", "thank you"},
                            {"en", "Thanks!"},
                            {"en", "please help"},
                            {"en", "yes"},
                            {"en", "Yes please."},
                            {"en", "Hello, good morning"},
                            {"en", "ok thank you"},
                            {"en", "no"},
                            {"da", "tak"},
                            {"da", "Mange tak!"},
                            {"no", "takk for hjelpen"},
                            {"sv", "Tack så mycket"},
                            {"fi", "kiitos paljon"},
                            {"de", "Vielen Dank"},
                            {"nl", "dank u wel"},
                            {"fr", "Merci beaucoup"},
                            {"es", "muchas gracias"},
                            {"it", "grazie mille"},
                            {"pt", "muito obrigado"},
                            {"pl", "dziękuję bardzo"}}) {
    INFO(lang << ": " << text);
    CHECK(side_of(text, lang) == 0);
  }
}

TEST_CASE("A plain statement of a problem is neutral") {
  for (auto [lang, text] : {phrase{"en", "my card does not work"},
                            {"en", "where is my order"},
                            {"en", "I need to reset my password"},
                            {"en", "My internet has been down since yesterday"},
                            {"en", "I ordered a pair of shoes last week"},
                            {"da", "Er kampagnen slut?"},
                            {"da", "Mit kort virker ikke"},
                            {"fi", "korttini ei toimi"},
                            {"de", "Meine Karte funktioniert nicht"},
                            {"fr", "ma carte ne fonctionne pas"},
                            {"es", "mi tarjeta no funciona"}}) {
    INFO(lang << ": " << text);
    CHECK(side_of(text, lang) == 0);
  }
}

TEST_CASE("Feeling is heard behind courtesy") {
  for (auto [lang, text] : {phrase{"en", "thank you so much, you saved my day"},
                            {"en", "great, works perfectly now, thanks"},
                            {"da", "Tusind tak, I er fantastiske!"},
                            {"fi", "Kiitos paljon, loistavaa palvelua!"},
                            {"es", "Muchas gracias, estoy muy contento"}}) {
    INFO(lang << ": " << text);
    CHECK(side_of(text, lang) == 1);
  }
  for (auto [lang, text] : {phrase{"en", "This is ridiculous, worst service ever"},
                            {"en", "I am very unhappy with this"},
                            {"sv", "Jag är så arg på er"},
                            {"fi", "Laskuni on väärin ja olen todella vihainen"},
                            {"de", "Das ist eine Katastrophe, ich bin sehr enttäuscht"},
                            {"fr", "C'est nul, je suis très déçu"},
                            {"it", "Il servizio è pessimo"}}) {
    INFO(lang << ": " << text);
    CHECK(side_of(text, lang) == -1);
  }
}

TEST_CASE("What is denied is not complained of") {
  CHECK(side_of("No problems or complaints", "en") >= 0);
  CHECK(side_of("no complaints", "en") >= 0);
}
