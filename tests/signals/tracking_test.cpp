#include "signals/tracking.hpp"

#include "signals/rules.hpp"
#include "signals/terms.hpp"
#include "signals/words.hpp"
#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::signals_in_text;

namespace {

const language danish = *language::parse("da");
const language finnish = *language::parse("fi");

directory_ptr tracking_office() {
  return directory{}.with(trackers_defined{
      "", {"invoice", "delivery date", "Größe"}, {{"Acme", {"acme corp", "the other ones"}}}});
}

std::string found(const std::string& text, language lang = english,
                  author_role by = author_role::customer) {
  auto n = make_noticer(*tracking_office())->notice(text, lang, by);
  std::string all;
  if (n)
    for (const mention& m : n->mentions)
      all += m.what + std::to_string(m.count) + " ";
  return all;
}

std::vector<std::string> spans(const std::string& text, const std::vector<text_span>& of) {
  std::vector<std::string> out;
  for (const text_span& s : of)
    out.push_back(text.substr(s.begin, s.end - s.begin));
  return out;
}

std::vector<std::string> questions(const std::string& text, language lang) {
  return spans(text, questions_in(words_of(text), lang));
}
std::vector<std::string> promises(const std::string& text, language lang) {
  return spans(text, promises_in(words_of(text), lang));
}

} // namespace

TEST_CASE("Keywords are found whatever their case, accents and inflection") {
  CHECK(found("Two INVOICES, and another invoice.") == "invoice2 ");
  CHECK(found("When is the Delivery  dates?") == "delivery date1 ");
  CHECK(found("GROSSE größe", *language::parse("de")) == "Größe2 ");
  CHECK(found("voice, invoiceless? reinvoiced") == "");
  CHECK(found("date of delivery") == "");
}

TEST_CASE("A competitor counts under its name, whichever alias is said") {
  CHECK(found("Acme or the other ones? ACME Corp!") == "Acme3 ");
  CHECK(found("acme", english, author_role::bot) == "");
}

TEST_CASE("Questions are found by their mark, and without one by how they begin") {
  CHECK(questions("I see. You sure? Yes.", *language::parse("fr"))
        == std::vector<std::string>{"You sure"});
  CHECK(questions("hello how can i help", english).empty());
  CHECK(questions("what is your name", english).size() == 1);
  CHECK(questions("could you spell that", english).size() == 1);
  CHECK(questions("could be", english).empty());
  CHECK(questions("hvornår kommer den", danish).size() == 1);
  CHECK(questions("Kan du hjælpe mig. Ja", danish).size() == 1);
  CHECK(questions("voitteko auttaa", finnish).size() == 1);
  CHECK(questions("missä tilaukseni on", finnish).size() == 1);
  CHECK(questions("kiitos", finnish).empty());
}

TEST_CASE("What only begins like a question is none") {
  for (auto* said : {"When it rains I stay home", "What a great day", "How nice of you",
                     "Do it now", "How it works I know"})
    CHECK(questions(said, english).empty());
  CHECK(questions("Can't you cancel it", english).size() == 1);
  CHECK(questions("When do you open", english).size() == 1);
  CHECK(questions("Hvis du kan, så ring", danish).empty());
  CHECK(questions("onko se sinistä", finnish).size() == 1);
  CHECK(questions("eikö se toimi", finnish).size() == 1);
  CHECK(questions("voisikohan sen vaihtaa", finnish).size() == 1);
  for (auto* said : {"verkko ei toimi", "pakko mennä nyt", "koko päivä meni"})
    CHECK(questions(said, finnish).empty());
}

TEST_CASE("A promise is a sentence in which the speaker says to do something") {
  CHECK(promises("Thanks. I'll send you the offer by Friday. Bye", english)
        == std::vector<std::string>{"I'll send you the offer by Friday"});
  CHECK(promises("we will get back to you", english).size() == 1);
  CHECK(promises("I will be fine", english).empty());
  CHECK(promises("Will I send it?", english).empty());
  CHECK(promises("Jeg sender dig tilbuddet på fredag", danish).size() == 1);
  CHECK(promises("Jeg vender tilbage", danish).size() == 1);
  CHECK(promises("Jeg er her", danish).empty());
  CHECK(promises("Lähetän tarjouksen perjantaina", finnish).size() == 1);
  CHECK(promises("Hyvää päivää", finnish).empty());
}

TEST_CASE("Promises come in other orders of words, and not with a no") {
  CHECK(promises("I'm going to email the contract today", english).size() == 1);
  CHECK(promises("I will never send spam", english).empty());
  CHECK(promises("Så ringer jeg til dig på tirsdag", danish).size() == 1);
  CHECK(promises("Jeg vil lige kigge på sagen", danish).size() == 1);
  CHECK(promises("Jeg sender ikke noget", danish).empty());
  CHECK(promises("I morgen ringer jeg ikke", danish).empty());
  CHECK(promises("Otan yhteyttä ensi viikolla", finnish).size() == 1);
  CHECK(promises("Olemme yhteydessä huomenna", finnish).size() == 1);
  CHECK(promises("Järjestän kokouksen", finnish).size() == 1);
  CHECK(promises("En ota yhteyttä", finnish).empty());
}

TEST_CASE("Any bytes are read") {
  CHECK(words_of("\xFF\xC3 a\xE2\x80\x99s [noise] <unk>").size() >= 1);
  CHECK(words_of("don\xE2\x80\x99t").front().folded == "don't");
}

TEST_CASE("Terms are words that say something, and pairs of them") {
  CHECK(terms_in("What is the Delivery date? Date of my 3 invoices", english)
        == std::vector<std::string>{"delivery", "date", "delivery date", "date", "invoices"});
  CHECK(terms_in("hvornår kommer min pakke", danish)
        == std::vector<std::string>{"kommer", "pakke"});
  CHECK(terms_in("LÄHETYS myöhässä", finnish)
        == std::vector<std::string>{"lähetys", "myöhässä", "lähetys myöhässä"});
}
