#include "sentiment/nordic.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace earshot::sentiment {

namespace {

constexpr std::size_t enough = 256;    // bytes that show the language
constexpr std::size_t letters_max = 8; // bytes of a word

struct group {
  std::array<bool, 3> in; // Danish, Norwegian, Swedish
  std::string_view words; // parted by spaces, none of them English
};

// Frequent words that one or two of the three have and the others write otherwise.
constexpr group groups[] = {
    {{true, false, false},
     "hvad noget nogen nogle bliver blev blevet meget gerne lige endnu tak uge uger hjælp hjælpe "
     "hjælpen jer jeres vores af gøre gør nu ud kun mere måske hvornår penge tilbage sidste ind "
     "uden intet inden dårlig dårligt købt fået først spørge siger sige tager tage altid farvel "
     "længe næste havde opsige os endelig lidt anden andet ked værst åbent spørgsmål kundenummer "
     "fornuftig gang tilfreds skuffet vred"},
    {{false, true, false},
     "å hva noe noen meg deg seg dere deres ble blir blitt nå igjen etter gjøre gjør mye veldig "
     "takk uke uker hjelp hjelpe hjelpen opp vært hadde trenger aldri uten nei hei litt fikk gikk "
     "enn inn penger si sier fortsatt ennå kanskje vennlig feil lenge neste siste kjøpt fått "
     "spørre våre kveld unnskyld kjøpe snakke drittlei sint slutt ødelagt spørsmål fornøyd åpent"},
    {{false, false, true},
     "jag är inte och för från att vad när här där ett hur ska måste alla också tack ni något "
     "någon några inget inga två fått varför behöver vänta väntat hjälp hjälpa hjälpen mycket "
     "redan dålig dåligt känner tycker tillbaka pengar pengarna över bättre sämsta fungerar snälla "
     "ursäkta förlåt dagar vecka veckor sedan utan hade än ledsen nöjd besviken skicka skickat "
     "leverans okej åt ert gör göra säga säger upp nästa fråga öppet"},
    {{true, true, false},
     "jeg ikke og fra hvor hvorfor hvem hvordan også være er hvis bestilt gått skal ønsker siden "
     "hvilken skriv venligst virker"},
    {{true, false, true}, "mig nej hej sig efter igen aldrig"},
    {{false, true, true}, "av mitt ditt bra"},
};

constexpr std::uint64_t packed(std::string_view word) {
  std::uint64_t letters = 0;
  for (char c : word)
    letters = letters << 8 | static_cast<unsigned char>(c);
  return letters;
}

struct entry {
  std::uint64_t word = 0;
  std::array<bool, 3> in{};
};

const std::vector<entry>& entries() {
  static const std::vector<entry> all = [] {
    std::vector<entry> out;
    for (const auto& g : groups)
      for (std::size_t begin = 0; begin < g.words.size();) {
        std::size_t end = std::min(g.words.find(' ', begin), g.words.size());
        if (end - begin <= letters_max)
          out.push_back({packed(g.words.substr(begin, end - begin)), g.in});
        begin = end + 1;
      }
    std::ranges::sort(out, {}, &entry::word);
    return out;
  }();
  return all;
}

class tally {
public:
  void add(std::uint64_t word, std::size_t letters) {
    ++words_;
    if (letters > letters_max)
      return;
    auto found = std::ranges::lower_bound(entries(), word, {}, &entry::word);
    if (found == entries().end() || found->word != word)
      return;
    for (std::size_t i = 0; i < counts_.size(); ++i)
      counts_[i] += found->in[i];
  }

  nordic_guess best() const {
    auto most = std::ranges::max_element(counts_);
    if (*most == 0 || std::ranges::count(counts_, *most) > 1)
      return {};
    constexpr std::array languages{danish, norwegian, swedish};
    return {languages[static_cast<std::size_t>(most - counts_.begin())], *most, words_};
  }

private:
  std::array<int, 3> counts_{};
  int words_ = 0;
};

} // namespace

nordic_guess nordic_of(std::string_view text) {
  text = text.substr(0, enough);
  tally words;
  std::uint64_t word = 0;
  std::size_t letters = 0;
  bool two_bytes = false; // of the letters from U+00C0 to U+00FF
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    bool capital = two_bytes ? byte >= 0x80 && byte <= 0x9E : byte >= 'A' && byte <= 'Z';
    two_bytes = byte == 0xC3;
    if (byte >= 0x80 || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z')) {
      word = word << 8 | (capital ? byte + 0x20u : byte);
      ++letters;
    } else if (letters > 0) {
      words.add(word, letters);
      word = letters = 0;
    }
  }
  if (letters > 0)
    words.add(word, letters);
  return words.best();
}

} // namespace earshot::sentiment
