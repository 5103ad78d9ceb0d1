#include "signals/rules.hpp"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <span>

namespace earshot::signals_in_text {

namespace {

using lexicon = std::set<std::string, std::less<>>;

/// Words as they are spelled, folded as texts are.
lexicon of(std::initializer_list<const char*> spelled) {
  lexicon words;
  for (auto* w : spelled)
    words.insert(folded(w));
  return words;
}

struct rules {
  lexicon question_words; ///< begin a question by themselves
  lexicon asks_with_verb; ///< question words that do so only before one of `question_verbs`
  lexicon question_verbs; ///< begin one before a pronoun
  lexicon pronouns;
  lexicon no_question; ///< what after a question word makes it none: "what a day", "how it works"
  lexicon promise_starts;  ///< "i'll"; any deed may follow
  lexicon promisers;       ///< pronouns of who promises
  lexicon promise_helpers; ///< between the pronoun and the deed
  lexicon deeds;
  lexicon negators;            ///< make a promise none
  lexicon promises_alone;      ///< deeds that say who does them: Finnish "lähetän"
  std::size_t deed_within = 3; ///< words after the start
  bool without_helper = false; ///< "jeg sender" is a promise, "I send" is none
};

const rules& english_rules() {
  static const rules r{
      of({"what", "how", "why", "which", "whose", "what's", "how's", "where's", "who's", "when's"}),
      of({"when", "where", "who"}),
      of({"can",    "could",  "would",    "will",    "do",     "does",      "did",     "is",
          "are",    "was",    "were",     "have",    "has",    "may",       "shall",   "should",
          "am",     "can't",  "couldn't", "won't",   "don't",  "doesn't",   "didn't",  "isn't",
          "aren't", "wasn't", "weren't",  "haven't", "hasn't", "shouldn't", "wouldn't"}),
      of({"you", "i", "we", "they", "he", "she", "it", "there", "this", "that", "your", "my"}),
      of({"a", "an", "the", "you", "i", "we", "they", "he", "she", "it", "this", "that", "nice",
          "kind", "lovely", "wonderful"}),
      of({"i'll", "we'll"}),
      of({"i", "we", "i'm", "we're"}),
      of({"will", "shall", "going", "to"}),
      of({"send",   "call",     "email",   "mail",    "write", "check",   "look",        "get",
          "follow", "forward",  "prepare", "arrange", "book",  "order",   "update",      "share",
          "find",   "schedule", "let",     "confirm", "make",  "contact", "ask",         "text",
          "ship",   "refund",   "reply",   "come",    "set",   "fix",     "investigate", "provide",
          "put",    "pass",     "message", "ring",    "return"}),
      of({"not", "never"}),
      {},
      3,
      false};
  return r;
}

const rules& danish_rules() {
  static const rules r{
      of({"hvad", "hvordan", "hvornår", "hvor", "hvorfor", "hvem", "hvilken", "hvilket", "hvilke"}),
      {},
      of({"kan",   "vil", "har",    "er",     "må",     "skal",  "kunne",
          "ville", "får", "går",    "synes",  "skulle", "burde", "bør",
          "havde", "var", "bliver", "kommer", "ved",    "tror",  "mener"}),
      of({"du", "i", "jeg", "vi", "de", "der", "det", "den", "man", "han", "hun"}),
      {},
      {},
      of({"jeg", "vi"}),
      of({"vil", "skal", "kan", "nok"}),
      of({"sender",     "sende",     "ringer",     "ringe",     "vender",       "vende",
          "skriver",    "skrive",    "undersøger", "undersøge", "tjekker",      "tjekke",
          "følger",     "følge",     "bestiller",  "bestille",  "sørger",       "sørge",
          "mailer",     "maile",     "kontakter",  "kontakte",  "giver",        "give",
          "booker",     "booke",     "aftaler",    "aftale",    "laver",        "lave",
          "finder",     "finde",     "ordner",     "ordne",     "bekræfter",    "bekræfte",
          "refunderer", "refundere", "opdaterer",  "opdatere",  "videresender", "videresende",
          "kigger",     "kigge",     "opretter",   "oprette",   "planlægger",   "planlægge",
          "svarer",     "svare",     "arrangerer", "arrangere"}),
      of({"ikke", "aldrig"}),
      {},
      4,
      true};
  return r;
}

const rules& finnish_rules() {
  static const rules r{
      of({"mikä", "mitä", "miten", "milloin", "missä", "miksi", "kuka", "paljonko", "mihin",
          "kuinka", "mistä", "minne", "kumpi", "kenelle", "keneltä", "millainen", "montako",
          "millä"}),
      {},
      {},
      {},
      {},
      {},
      of({"otan", "otamme", "olen", "olemme"}),
      {},
      of({"yhteyttä", "yhteydessä"}),
      of({"en", "emme"}),
      of({"lähetän",   "lähetämme",   "soitan",    "soitamme",    "palaan",    "palaamme",
          "tarkistan", "tarkistamme", "selvitän",  "selvitämme",  "varaan",    "varaamme",
          "tilaan",    "tilaamme",    "toimitan",  "toimitamme",  "ilmoitan",  "ilmoitamme",
          "hoidan",    "hoidamme",    "vahvistan", "vahvistamme", "kirjoitan", "kirjoitamme",
          "laitan",    "laitamme",    "kysyn",     "kysymme",     "järjestän", "järjestämme",
          "katson",    "katsomme",    "päivitän",  "päivitämme",  "korjaan",   "korjaamme",
          "palautan",  "palautamme",  "hyvitän",   "hyvitämme",   "välitän",   "välitämme",
          "varmistan", "varmistamme", "teen",      "teemme"}),
      3,
      true};
  return r;
}

const rules* rules_of(language lang) {
  if (lang.code() == "en" || !lang.known())
    return &english_rules();
  if (lang.code() == "da" || lang.code() == "no")
    return &danish_rules();
  return lang.code() == "fi" ? &finnish_rules() : nullptr;
}

using sentence = std::span<const word>;

template <class Test>
std::vector<text_span> sentences_that(const std::vector<word>& words, Test&& test) {
  std::vector<text_span> found;
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = begin + 1;
    while (end < words.size() && !words[end].starts_sentence)
      ++end;
    sentence s(words.data() + begin, end - begin);
    if (test(s))
      found.push_back({s.front().begin, s.back().end});
    begin = end;
  }
  return found;
}

/// The clitic -ko or -kö, also with -han; nouns on -kko (verkko, pakko) and a few others are none.
bool asks_in_finnish(std::string_view first) {
  static const lexicon nouns = of({"koko", "marko", "mirko", "esko", "risko"});
  if (first.ends_with("han"))
    first.remove_suffix(3);
  return first.size() >= 4 && first.ends_with("ko") && !first.ends_with("kko")
         && !nouns.contains(first);
}

bool begins_as_question(sentence s, language lang, const rules& r) {
  const std::string& first = s[0].folded;
  const std::string_view second = s.size() > 1 ? std::string_view(s[1].folded) : "";
  if (r.question_words.contains(first))
    return !r.no_question.contains(second);
  if (r.asks_with_verb.contains(first))
    return second.empty() || r.question_verbs.contains(second);
  if (lang.code() == "fi")
    return asks_in_finnish(first);
  bool imperative = (first == "do" || first == "have") && (second == "it" || second == "that");
  return r.question_verbs.contains(first) && r.pronouns.contains(second) && !imperative;
}

/// A deed among the words from `from` on, and nothing that takes it back.
bool has_deed(sentence s, std::size_t from, const rules& r) {
  auto negated = [&](std::size_t end) {
    return std::any_of(s.begin() + static_cast<std::ptrdiff_t>(from),
                       s.begin() + static_cast<std::ptrdiff_t>(std::min(end, s.size())),
                       [&](const word& w) { return r.negators.contains(w.folded); });
  };
  for (std::size_t k = from; k < std::min(s.size(), from + r.deed_within); ++k)
    if (r.deeds.contains(s[k].folded))
      return !negated(k + (r.without_helper ? 3 : 0)); // "jeg sender dig ikke"
  return false;
}

bool promises(sentence s, const rules& r) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (r.promises_alone.contains(s[i].folded))
      return true;
    std::size_t next = i + 1;
    bool begun = r.promise_starts.contains(s[i].folded);
    if (!begun && r.promisers.contains(s[i].folded)) {
      while (next < s.size() && r.promise_helpers.contains(s[next].folded))
        ++next;
      begun = next > i + 1 || r.without_helper;
    }
    if (begun && has_deed(s, next, r))
      return true;
    bool inverted = r.without_helper && i > 1 && r.promisers.contains(s[i].folded)
                    && r.deeds.contains(s[i - 1].folded); // "så ringer jeg"
    if (inverted && !(next < s.size() && r.negators.contains(s[next].folded)))
      return true;
  }
  return false;
}

} // namespace

std::vector<text_span> questions_in(const std::vector<word>& words, language lang) {
  auto* r = rules_of(lang);
  return sentences_that(
      words, [&](sentence s) { return s.front().asked || (r && begins_as_question(s, lang, *r)); });
}

std::vector<text_span> promises_in(const std::vector<word>& words, language lang) {
  auto* r = rules_of(lang);
  return sentences_that(words,
                        [&](sentence s) { return r && !s.front().asked && promises(s, *r); });
}

} // namespace earshot::signals_in_text
