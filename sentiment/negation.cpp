#include "sentiment/negation.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace earshot::sentiment {

namespace {

constexpr std::size_t slot_count = 1024; // power of two, several times the words

struct negators {
  std::string_view code;
  std::string_view words; ///< parted by spaces, folded as the tokenizer folds
};

constexpr negators all_negators[] = {
    {"en",
     "not no never nothing none nobody neither nor without cannot cant dont doesnt didnt isnt "
     "wasnt wont aint couldnt wouldnt shouldnt arent werent havent hasnt hadnt hardly barely"},
    {"da", "ikke ingen intet aldrig uden ej hverken næppe"},
    {"no", "ikke ingen intet aldri uten verken ikkje neppe"},
    {"sv", "inte ingen inget inga aldrig utan ej icke knappast varken"},
    {"fi", "ei en et emme ette eivät älä älkää ilman enkä etkä eikä ettei etten tuskin"},
    {"et", "ei ära pole ilma mitte polnud"},
    {"de",
     "nicht kein keine keinen keiner keinem keines nie niemals nichts ohne kaum weder nich nix"},
    {"nl", "niet geen nooit niets zonder nauwelijks noch niks"},
    {"fr", "pas jamais rien aucun aucune sans ni plus guère"},
    {"es", "no nunca jamás nada sin ni ningún ninguna tampoco nadie"},
    {"ca", "no mai res sense ni cap tampoc"},
    {"it", "non mai niente nessun nessuno nessuna senza né nulla neanche nemmeno"},
    {"pt", "não nao nunca nada sem nem nenhum nenhuma jamais ninguém"},
    {"pl", "nie nigdy bez żaden żadna żadne ani nic nikt brak"},
    {"cs", "ne není nikdy bez žádný žádná žádné ani nic nikdo nejsou"},
    {"sk", "nie nikdy bez žiadny ani nič nikto"},
    {"hr", "ne nije nisam nikad bez ni nema nisu"},
    {"sr", "ne nije nisam nikad bez ni nema nisu не није нисам никад без нема"},
    {"bs", "ne nije nisam nikad bez ni nema nisu"},
    {"sl", "ne ni nisem nikoli brez niso"},
    {"hu", "nem ne soha nincs sem semmi nélkül senki"},
    {"ro", "nu niciodată nimic fără nici niciun nicio nimeni"},
    {"tr", "değil yok hiç asla ne hiçbir"},
    {"el", "δεν μη μην ποτέ χωρίς τίποτα ούτε όχι δε κανένας"},
    {"ru", "не нет никогда ни без ничего нельзя никто"},
    {"bg", "не няма никога без нито нищо никой"},
    {"uk", "не ні ніколи без нічого немає"},
    {"ar", "لا لم لن ليس ليست ما مش بدون غير مو ولا مفيش"},
    {"he", "לא אין אף בלי אל"},
    {"hi", "नहीं न मत ना बिना नही"},
    {"id", "tidak bukan tak gak ga nggak enggak jangan belum tanpa tdk gk kurang"},
    {"eu", "ez gabe inoiz"},
    {"vi", "không chẳng chưa đừng"},
};

// The key of a word in one language; never 0, which marks a free slot.
std::uint64_t key_of(std::uint64_t word, language lang) { return stir(word ^ salt_of(lang)) | 1; }

std::uint64_t hash_word(std::string_view word) {
  std::u32string letters;
  for (std::size_t at = 0; at < word.size();)
    letters.push_back(next_code_point(word, at));
  return hash_letters(letters.data(), letters.size());
}

} // namespace

negation_list::negation_list() : slots_(slot_count) {
  for (const auto& [code, words] : all_negators) {
    language lang = *language::parse(code);
    for (std::size_t begin = 0; begin < words.size();) {
      std::size_t end = std::min(words.find(' ', begin), words.size());
      std::uint64_t key = key_of(hash_word(words.substr(begin, end - begin)), lang);
      std::size_t slot = key >> 32 & (slot_count - 1);
      while (slots_[slot] != 0)
        slot = (slot + 1) & (slot_count - 1);
      slots_[slot] = key;
      begin = end + 1;
    }
  }
}

bool negation_list::negates(const token& t, const token_list& tokens, language lang) const {
  if (t.kind != token_kind::word)
    return false;
  std::u32string_view word{tokens.letters.data() + t.first, t.last - t.first};
  if (lang == english && word.ends_with(U"n't"))
    return true;
  std::uint64_t key = key_of(t.hash, lang);
  for (std::size_t slot = key >> 32 & (slot_count - 1); slots_[slot] != 0;
       slot = (slot + 1) & (slot_count - 1))
    if (slots_[slot] == key)
      return true;
  return false;
}

} // namespace earshot::sentiment
