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

TEST_CASE("Farewells, thanks in advance and waiting are courtesy, with a name too") {
  for (auto [lang, text] : {phrase{"en", "Thanks in advance!"},
                            {"en", "Best regards, Anna"},
                            {"en", "thats all thank you"},
                            {"en", "Have a great day"},
                            {"en", "OK, I'll wait"},
                            {"da", "Tusind tak"},
                            {"da", "Venlig hilsen Peter"},
                            {"no", "På forhånd takk"},
                            {"sv", "Med vänlig hälsning"},
                            {"fi", "Ystävällisin terveisin, Matti"},
                            {"de", "Mit freundlichen Grüßen"},
                            {"nl", "alvast bedankt"},
                            {"fr", "Merci d'avance"},
                            {"es", "Saludos cordiales"},
                            {"it", "Cordiali saluti"},
                            {"pt", "Cumprimentos"},
                            {"pl", "Z góry dziękuję"},
                            {"cs", "děkuji"},
                            {"ar", "شكرا"},
                            {"zh", "谢谢"},
                            {"ru", "Спасибо!"},
                            {"th", "ขอบคุณ"}}) {
    INFO(lang << ": " << text);
    CHECK(side_of(text, lang) == 0);
  }
}

TEST_CASE("An apology and a greeting add nothing to what they open") {
  for (auto [lang, text] : {phrase{"en", "I'm sorry"},
                            {"en", "oh sorry my phone number is 11586974124"},
                            {"en", "Sorry for the trouble"},
                            {"en", "sorry phone number is little wrong"},
                            {"en", "Hello, I have a question"},
                            {"da", "Undskyld forstyrrelsen, mit ordrenummer er 88213"},
                            {"da", "Hej, jeg har et spørgsmål"},
                            {"no", "Hei, jeg har et spørsmål"},
                            {"sv", "Hej, jag har en fråga"},
                            {"fi", "Hei, minulla on kysymys"},
                            {"de", "Tut mir leid, ich meinte Dienstag"},
                            {"nl", "Hallo, ik heb een vraag"},
                            {"fr", "Désolé"},
                            {"es", "Lo siento"},
                            {"it", "Salve, ho una domanda"},
                            {"pt", "Olá, tenho uma pergunta"},
                            {"pl", "Dzień dobry, mam pytanie"}}) {
    INFO(lang << ": " << text);
    CHECK(side_of(text, lang) == 0);
  }
  CHECK(side_of("I'm sorry but this is unacceptable", "en") == -1);
  CHECK(side_of("Hi, you are the best, thanks in advance", "en") == 1);
  CHECK(make_scorer()->explain("Sorry excuse for a company", english).rules.empty());
}

TEST_CASE("What is framed by courtesy is scored as if it stood alone") {
  static const auto s = make_scorer();
  auto score = [](std::string_view text) { return *s->score(text, english).score; };
  double alone = score("the screen is broken");
  CHECK(score("Hello, the screen is broken") == alone);
  CHECK(score("Hi, sorry to bother you, the screen is broken") == alone);
  CHECK(score("the screen is broken. Best regards, John Smith") == Approx(alone).margin(0.2));
  auto e = s->explain("Oh sorry, the screen is broken", english);
  REQUIRE(e.rules.size() == 1);
  CHECK(e.rules[0].rule == "courtesy");
  CHECK(e.rules[0].contribution == 0);
}

TEST_CASE("Thanks for nothing is no thanks") {
  for (auto [lang, text] : {phrase{"en", "Thanks for nothing"},
                            {"en", "well, thank you so much for nothing!"},
                            {"da", "tak for ingenting"},
                            {"de", "Danke für nichts"},
                            {"fr", "Merci pour rien !"},
                            {"es", "gracias por nada"},
                            {"fi", "kiitos ei mistään"}}) {
    INFO(lang << ": " << text);
    CHECK(side_of(text, lang) == -1);
  }
}

TEST_CASE("One emoji has a mood in every language") {
  for (const char* lang :
       {"en", "da", "fi", "sv", "no", "de", "nl", "fr", "es", "it", "pt", "pl"}) {
    INFO(lang);
    for (auto bad : {"😡", "😠", "👎", "💔", "😞"})
      CHECK(side_of(bad, lang) == -1);
    for (auto good : {"😀", "❤️", "👍"})
      CHECK(side_of(good, lang) == 1);
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
