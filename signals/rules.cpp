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
  lexicon question_verbs; ///< begin one before a pronoun
  lexicon pronouns;
  lexicon promise_starts;  ///< "i'll", or a pronoun before `promise_helpers`
  lexicon promisers;       ///< pronouns of who promises
  lexicon promise_helpers; ///< between the pronoun and the deed
  lexicon deeds;
  std::size_t deed_within = 3; ///< words after the start
};

const rules& english_rules() {
  static const rules r{
      of({"what", "how", "when", "where", "why", "who", "which", "whose", "what's", "how's",
          "where's", "who's"}),
      of({"can", "could", "would", "will", "do", "does", "did", "is", "are", "was", "were", "have",
          "has", "may", "shall", "should", "am"}),
      of({"you", "i", "we", "they", "he", "she", "it", "there", "this", "that", "your", "my"}),
      of({"i'll", "we'll"}),
      of({"i", "we"}),
      of({"will", "shall"}),
      of({"send",   "call",     "email",   "mail",    "write", "check",   "look",        "get",
          "follow", "forward",  "prepare", "arrange", "book",  "order",   "update",      "share",
          "find",   "schedule", "let",     "confirm", "make",  "contact", "ask",         "text",
          "ship",   "refund",   "reply",   "come",    "set",   "fix",     "investigate", "provide",
          "put",    "pass",     "message", "ring",    "return"}),
      3};
  return r;
}

const rules& danish_rules() {
  static const rules r{
      of({"hvad", "hvordan", "hvornår", "hvor", "hvorfor", "hvem", "hvilken", "hvilket", "hvilke",
          "hvis"}),
      of({"kan", "vil", "har", "er", "må", "skal", "kunne", "ville", "får", "går", "synes"}),
      of({"du", "i", "jeg", "vi", "de", "der", "det", "den", "man", "han", "hun"}),
      {},
      of({"jeg", "vi"}),
      of({"vil", "skal", "kan", "nok"}),
      of({"sender",     "sende",      "ringer",      "ringe",   "vender",  "vende",     "skriver",
          "skrive",     "undersøger", "undersøge",   "tjekker", "tjekke",  "følger",    "følge",
          "bestiller",  "bestille",   "sørger",      "sørge",   "mailer",  "maile",     "kontakter",
          "kontakte",   "giver",      "booker",      "booke",   "aftaler", "aftale",    "laver",
          "lave",       "finder",     "finde",       "ordner",  "ordne",   "bekræfter", "bekræfte",
          "refunderer", "opdaterer",  "videresender"}),
      4};
  return r;
}

const rules& finnish_rules() {
  static const rules r{of({"mikä", "mitä", "miten", "milloin", "missä", "miksi", "kuka", "paljonko",
                           "mihin", "kuinka", "koska", "mistä", "kenelle", "millainen", "montako"}),
                       {},
                       {},
                       of({"lähetän",   "soitan",     "palaan",      "tarkistan",  "selvitän",
                           "varaan",    "tilaan",     "toimitan",    "ilmoitan",   "hoidan",
                           "vahvistan", "kirjoitan",  "laitan",      "kysyn",      "lähetämme",
                           "soitamme",  "palaamme",   "tarkistamme", "selvitämme", "varaamme",
                           "tilaamme",  "toimitamme", "ilmoitamme",  "hoidamme",   "vahvistamme"}),
                       {},
                       {},
                       {},
                       0};
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

bool begins_as_question(sentence s, language lang, const rules& r) {
  if (r.question_words.contains(s[0].folded))
    return true;
  if (lang.code() == "fi")
    return s[0].folded.size() > 4
           && (s[0].folded.ends_with("ko") || s[0].folded.ends_with(folded("kö")));
  return s.size() > 1 && r.question_verbs.contains(s[0].folded) && r.pronouns.contains(s[1].folded);
}

bool promises(sentence s, const rules& r) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (r.deed_within == 0 && r.promise_starts.contains(s[i].folded))
      return true;
    std::size_t next = i + 1;
    bool begun = r.promise_starts.contains(s[i].folded);
    if (!begun && r.promisers.contains(s[i].folded)) {
      while (next < s.size() && r.promise_helpers.contains(s[next].folded))
        ++next;
      bool present_is_promise = !r.deeds.contains("send"); // in Danish "jeg sender" is one already
      begun = next > i + 1 || present_is_promise;
    }
    if (!begun)
      continue;
    for (std::size_t k = next; k < std::min(s.size(), next + r.deed_within); ++k)
      if (r.deeds.contains(s[k].folded))
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
