#include "sentiment/scorer.hpp"
#include "tests/catch.hpp"

#include <string>

using namespace earshot;
using namespace earshot::sentiment;

namespace {

std::string language_of(std::string_view text, const char* conversation = "") {
  static const auto s = make_scorer();
  language_hints hints;
  if (auto known = language::parse(conversation))
    hints.conversation = *known;
  return std::string{s->language_of(text, hints).code()};
}

struct sample {
  const char* lang;
  const char* text;
};

} // namespace

TEST_CASE("Letters rule languages out, however short the text") {
  for (auto [lang, text] : {sample{"ar", "سيء جدا"},
                            {"fa", "خیلی بد است"},
                            {"ur", "میرا آرڈر نہیں آیا"},
                            {"he", "גרוע"},
                            {"ru", "ужасно"},
                            {"uk", "дякую, все ґречно і їм"},
                            {"el", "Απαίσιο"},
                            {"th", "แย่มาก"},
                            {"zh", "太差了"},
                            {"ja", "最悪です"},
                            {"ja", "ありがとう"},
                            {"ko", "최악이에요"},
                            {"hi", "बहुत खराब"},
                            {"ta", "வரவில்லை"},
                            {"ka", "არ მოვიდა"},
                            {"ru", "iPhone сломался"}}) {
    INFO(text);
    CHECK(language_of(text) == lang);
    CHECK(language_of(text, "en") == lang);
    CHECK(language_of(text, "da") == lang);
  }
  CHECK(language_of("最悪", "ja") == "ja");
  CHECK(language_of("ok", "ru") == "ru");
  CHECK(language_of("100 × 2 ÷ 4") == "en");
}

TEST_CASE("Languages that cannot be scored are named in short texts too") {
  for (auto [lang, text] : {sample{"et", "Aitäh, väga hea"},
                            {"et", "Minu kaart ei tööta"},
                            {"et", "See on kohutav teenindus"},
                            {"lv", "Labdien, mans pasūtījums vēl nav pienācis"},
                            {"lt", "Sveiki, mano užsakymas dar neatvyko"},
                            {"vi", "Đơn hàng của tôi vẫn chưa đến, tệ quá"},
                            {"hr", "Moja narudžba još nije stigla, užasno"}}) {
    INFO(text);
    CHECK(language_of(text) == lang);
    CHECK(language_of(text, "fi") == lang);
  }
  CHECK(language_of("Korttini ei toimi") == "fi");
  CHECK(language_of("Se ei vieläkään toimi", "fi") == "fi");
}

TEST_CASE("Names, dates and numbers make no foreigner of an English customer") {
  for (auto text : {"septemper 10 2018", "name rahul singh number 851497302547", "er 32 r 3",
                    "kalam 1652", "dinesh 67 gmailcom", "west des moines", "hi am rahul"}) {
    INFO(text);
    CHECK(language_of(text, "en") == "en");
  }
}

TEST_CASE("Danish, Norwegian and Swedish are told apart by their words") {
  for (auto [lang, text] : {sample{"da", "Hvad er jeres telefonnummer?"},
                            {"no", "Hva er telefonnummeret deres?"},
                            {"sv", "Vad är ert telefonnummer?"},
                            {"da", "Jeg ville bare høre, om I har åbent på søndag"},
                            {"no", "Jeg ville bare høre om dere har åpent på søndag"},
                            {"no", "Takk for raskt svar"},
                            {"da", "Tak for hjælpen"}}) {
    INFO(text);
    CHECK(language_of(text) == lang);
    CHECK(language_of(text, "da") == lang);
    CHECK(language_of(text, "no") == lang);
  }
  CHECK(language_of("Det er i orden", "no") == "no");
  CHECK(language_of("Det er i orden", "da") == "da");
}

TEST_CASE("Broken UTF-8 is judged by what stands before it") {
  for (std::string text : {"\xd1\xad"
                           "f\xc1",
                           "\xd8\x90"
                           "B\xe0\x92",
                           "\xff\xfe", "caf\xe9"})
    CHECK_FALSE(language_of(text).empty());
}
