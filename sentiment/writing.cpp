#include "sentiment/writing.hpp"

#include "sentiment/characters.hpp"

#include <algorithm>
#include <array>

namespace earshot::sentiment {

namespace {

constexpr std::size_t enough = 256; // bytes that show how a text is written

enum script : std::uint8_t {
  latin,
  greek,
  cyrillic,
  armenian,
  hebrew,
  arabic,
  devanagari,
  bengali,
  gurmukhi,
  gujarati,
  oriya,
  tamil,
  telugu,
  kannada,
  malayalam,
  sinhala,
  thai,
  lao,
  tibetan,
  burmese,
  georgian,
  hangul,
  ethiopic,
  khmer,
  kana,
  han,
  scripts
};

// Who writes in each, the most usual first.
constexpr std::array<std::string_view, scripts> languages_of{
    "",         "el",    "ru uk bg sr mk be kk ky mn tg",
    "hy",       "he yi", "ar fa ur",
    "hi mr ne", "bn as", "pa",
    "gu",       "or",    "ta",
    "te",       "kn",    "ml",
    "si",       "th",    "lo",
    "bo",       "my",    "ka",
    "ko",       "am ti", "km",
    "ja",       "zh ja"};

struct block {
  char32_t first, last;
  script in;
};

constexpr block blocks[] = {
    {0x00C0, 0x024F, latin},    {0x0370, 0x03FF, greek},     {0x0400, 0x052F, cyrillic},
    {0x0531, 0x058F, armenian}, {0x0590, 0x05FF, hebrew},    {0x0600, 0x06FF, arabic},
    {0x0750, 0x077F, arabic},   {0x08A0, 0x08FF, arabic},    {0x0900, 0x097F, devanagari},
    {0x0980, 0x09FF, bengali},  {0x0A00, 0x0A7F, gurmukhi},  {0x0A80, 0x0AFF, gujarati},
    {0x0B00, 0x0B7F, oriya},    {0x0B80, 0x0BFF, tamil},     {0x0C00, 0x0C7F, telugu},
    {0x0C80, 0x0CFF, kannada},  {0x0D00, 0x0D7F, malayalam}, {0x0D80, 0x0DFF, sinhala},
    {0x0E00, 0x0E7F, thai},     {0x0E80, 0x0EFF, lao},       {0x0F00, 0x0FFF, tibetan},
    {0x1000, 0x109F, burmese},  {0x10A0, 0x10FF, georgian},  {0x1100, 0x11FF, hangul},
    {0x1200, 0x139F, ethiopic}, {0x1780, 0x17FF, khmer},     {0x1E00, 0x1EFF, latin},
    {0x1F00, 0x1FFF, greek},    {0x3040, 0x30FF, kana},      {0x3100, 0x312F, han},
    {0x3130, 0x318F, hangul},   {0x31F0, 0x31FF, kana},      {0x3400, 0x9FFF, han},
    {0xAC00, 0xD7AF, hangul},   {0xF900, 0xFAFF, han},       {0xFB1D, 0xFB4F, hebrew},
    {0xFB50, 0xFDFF, arabic},   {0xFE70, 0xFEFE, arabic},    {0xFF66, 0xFF9F, kana},
    {0x20000, 0x3FFFF, han},
};

// `scripts` for what is no letter of a known script.
script script_of(char32_t c) {
  auto found = std::ranges::lower_bound(blocks, c, {}, &block::last);
  bool sign = c == U'×' || c == U'÷' || c == U'؟' || c == U'،';
  return found != std::end(blocks) && c >= found->first && !sign ? found->in : scripts;
}

bool is_latin(unsigned char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// Words of Latin letters; what holds a digit is a code or a name for a machine.
class word_counter {
public:
  void letter() { ++letters_; }
  void digit() { digits_ = true; }
  void end() {
    words_ += letters_ >= 2 && !digits_;
    letters_ = 0;
    digits_ = false;
  }
  std::uint32_t words() const { return words_; }

private:
  std::uint32_t words_ = 0, letters_ = 0;
  bool digits_ = false;
};

// The letters that languages of one script lack.
struct lacking {
  std::string_view code;
  std::u32string_view letters;
};

constexpr lacking not_in[] = {
    {"ru", U"іїєґђјљњћџўѓќѕәғқңөұүһ"},
    {"uk", U"ыэёъђјљњћџўѓќѕәғқңөұүһ"},
    {"bg", U"ыэёіїєґђјљњћџўѓќѕәғқңөұүһ"},
    {"sr", U"йыэёщъьюяіїєґўѓќѕәғқңөұүһ"},
    {"mk", U"йыэёщъьюяіїєґђћўәғқңөұүһ"},
    {"be", U"ищъїєґђјљњћџѓќѕәғқңөұүһ"},
    {"ar", U"ٹڈڑںےپژگکی"},
    {"fa", U"ٹڈڑںےة"},
};

} // namespace

writing writing_of(std::string_view text) {
  text = text.substr(0, enough);
  std::array<std::uint32_t, scripts + 1> bytes{};
  word_counter words;
  bool ascii = true;
  for (std::size_t at = 0; at < text.size();) {
    auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      ++at;
      if (is_latin(byte)) {
        ++bytes[latin];
        words.letter();
      } else if (byte >= '0' && byte <= '9') {
        words.digit();
      } else if (byte != '\'') {
        words.end();
      }
      continue;
    }
    std::size_t begin = at;
    script in = script_of(next_code_point(text, at));
    bytes[in] += static_cast<std::uint32_t>(at - begin);
    ascii = ascii && in == scripts;
    in == latin ? words.letter() : words.end();
  }
  words.end();
  auto last = bytes.begin() + scripts; // beyond: what is no letter
  auto most = static_cast<std::size_t>(std::max_element(bytes.begin(), last) - bytes.begin());
  if (most == han && bytes[kana] > 0)
    most = kana;
  return {languages_of[most], ascii, words.words()};
}

bool has_its_letters(std::string_view text, language lang) {
  auto found = std::ranges::find(not_in, lang.code(), &lacking::code);
  if (found == std::end(not_in))
    return true;
  text = text.substr(0, enough);
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = next_code_point(text, at);
    if (c >= U'А' && c <= U'Я')
      c += 0x20;
    else if (c >= 0x0400 && c <= 0x040F)
      c += 0x50;
    else if (c == U'Ґ')
      c = U'ґ';
    if (found->letters.find(c) != std::u32string_view::npos)
      return false;
  }
  return true;
}

} // namespace earshot::sentiment
