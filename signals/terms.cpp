#include "signals/terms.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

namespace earshot::signals_in_text {

namespace {

constexpr std::size_t terms_max = 40; ///< of one part; the history keeps fewer

using lexicon = std::set<std::string, std::less<>>;

lexicon of(const char* spelled) {
  lexicon words;
  std::istringstream in(spelled);
  for (std::string w; in >> w;)
    words.insert(folded(w));
  return words;
}

const lexicon& stop_words(language lang) {
  static const std::map<std::string, lexicon, std::less<>> all{
      {"en", of("the and for are but not you all any can had her was one our out has him his how "
                "its may new now old see two who did get let put say she too use with have this "
                "will your from they know want been good much some time very when come here just "
                "like long make many more only over such take than them well were what would "
                "there their about which could other into then these please thank thanks hello "
                "yes yeah okay hey sure that that's it's i'm i'd i'll i've don't can't didn't "
                "doesn't isn't won't you're we're they're need also because really still should "
                "does being where why got going gonna uh um huh name help today day great")},
      {"da",
       of("det der den til som med for jeg ikke var hun han har kan vil skal man men ved fra "
          "have eller hvor hvad bare godt tak ja nej hej mig dig min din jer os ham hende sig "
          "sin mit dit mine dine nogle noget meget mere også så når nu her kun efter over "
          "under blev bliver været være havde skulle ville kunne hvis hvordan hvorfor hvornår hvem "
          "gerne "
          "lige helt okay mange alle alt andet andre dem denne dette disse")},
      {"fi", of("että niin kun hän oli mitä mutta olen olet joka tämä minä sinä hei kiitos ole "
                "olla ovat siis nyt vain myös kuin jos tai eikä joo kyllä voi voin voisi minun "
                "sinun meidän teidän minulle sitten vielä jo ihan täällä siellä onko mikä miten "
                "koska sitä tätä siitä tästä ollut olisi hyvää päivää moi terve")},
      {"sv",
       of("och att det som för med den inte jag var har han hon till kan ska vill men från "
          "eller vad hur när nu här bara mycket tack hej mig dig min din sin också efter över "
          "under blev vara hade skulle kunde detta denna dessa alla inga något några ett")},
      {"de", of("und der die das ist nicht ich sie mit den von auch auf für ein eine als dem des "
                "sich war wird haben hat sind wir ihr aber bei oder wie was wenn noch nur mehr zum "
                "zur man mir mich dir dich uns ihm danke bitte hallo kann können möchte einen "
                "einem einer hier schon sehr gut dann doch nein")},
  };
  static const lexicon none;
  auto it = all.find(lang.code() == "no" ? "da" : lang.known() ? lang.code() : "en");
  return it == all.end() ? none : it->second;
}

bool says_something(const word& w, const lexicon& stops) {
  return w.folded.size() >= 3 && !stops.contains(w.folded)
         && std::none_of(w.folded.begin(), w.folded.end(),
                         [](char c) { return c >= '0' && c <= '9'; });
}

/// A word as one would write it, in lower case: with the accents that comparing goes without.
std::string shown(const word& w, std::string_view text) {
  auto written = text.substr(w.begin, w.end - w.begin);
  if (std::all_of(written.begin(), written.end(), [](char c) { return (c & 0x80) == 0; }))
    return w.folded;
  std::string lower;
  auto* at = reinterpret_cast<const utf8proc_uint8_t*>(written.data());
  for (std::size_t left = written.size(); left > 0;) {
    utf8proc_int32_t c = 0;
    auto taken = utf8proc_iterate(at, static_cast<utf8proc_ssize_t>(left), &c);
    if (taken < 1)
      return w.folded;
    utf8proc_uint8_t buffer[4];
    auto count = utf8proc_encode_char(utf8proc_tolower(c), buffer);
    lower.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(count));
    at += taken;
    left -= static_cast<std::size_t>(taken);
  }
  return lower;
}

part_row& part_of(conversation_row& row, const user_id& agent) {
  auto it = std::find_if(row.parts.begin(), row.parts.end(),
                         [&](const part_row& p) { return p.part.seller == agent; });
  return it == row.parts.end() ? row.parts.front() : *it;
}

} // namespace

std::vector<std::string> terms_in(std::string_view text, language lang) {
  const lexicon& stops = stop_words(lang);
  std::vector<std::string> terms;
  const word* before = nullptr;
  auto words = words_of(text);
  for (const word& w : words) {
    if (!says_something(w, stops)) {
      before = nullptr;
      continue;
    }
    terms.push_back(shown(w, text));
    if (before && !w.starts_sentence)
      terms.push_back(shown(*before, text) + ' ' + terms.back());
    before = &w;
  }
  return terms;
}

void add_terms(conversation_row& row, std::span<const event_ptr> events) {
  if (row.parts.empty())
    return;
  std::map<part_row*, std::map<std::string, std::uint32_t>> counts;
  user_id agent;
  for (const event_ptr& e : events) {
    const conversation_event& what = of_conversation(*e);
    if (auto* a = std::get_if<assigned>(&what))
      agent = a->agent;
    if (auto* t = std::get_if<transferred>(&what); t && !t->agent.empty())
      agent = t->agent;
    auto* m = std::get_if<message_added>(&what);
    if (!m || m->said.by.role != author_role::customer)
      continue;
    auto& of_part = counts[&part_of(row, agent)];
    for (std::string& t : terms_in(m->said.text, m->said.lang))
      ++of_part[std::move(t)];
  }
  for (auto& [part, terms] : counts) {
    for (auto& [text, count] : terms)
      part->terms.push_back({text, count});
    std::stable_sort(part->terms.begin(), part->terms.end(),
                     [](const term_count& a, const term_count& b) { return a.count > b.count; });
    part->terms.resize(std::min(part->terms.size(), terms_max));
  }
}

} // namespace earshot::signals_in_text
