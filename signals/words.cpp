#include "signals/words.hpp"

#include "sentiment/characters.hpp"

#include <libstemmer.h>
#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <utility>

namespace earshot::signals_in_text {

namespace {

using sentiment::char_class;

const sentiment::character_table& characters() {
  static const sentiment::character_table table; // Unicode's, which does not change
  return table;
}

bool in_word(char_class c) {
  return c == char_class::letter || c == char_class::digit || c == char_class::mark
         || c == char_class::unspaced || c == char_class::ideograph;
}

std::size_t past_bracketed(std::string_view text, std::size_t at) {
  if (text[at] != '[' && text[at] != '<')
    return at;
  auto end = text.find(text[at] == '[' ? ']' : '>', at);
  return end == text.npos || end > at + 34 ? at : end + 1;
}

constexpr std::array<std::pair<std::string_view, const char*>, 14> stemmers{{
    {"da", "danish"},
    {"de", "german"},
    {"en", "english"},
    {"es", "spanish"},
    {"fi", "finnish"},
    {"fr", "french"},
    {"hu", "hungarian"},
    {"it", "italian"},
    {"nl", "dutch"},
    {"no", "norwegian"},
    {"pt", "portuguese"},
    {"ro", "romanian"},
    {"sv", "swedish"},
    {"tr", "turkish"},
}};

const char* stemmer_name(language lang) {
  for (const auto& [code, name] : stemmers)
    if (lang.code() == code)
      return name;
  return nullptr;
}

struct stemmer_delete {
  void operator()(sb_stemmer* s) const { sb_stemmer_delete(s); }
};

/// A stemmer has a buffer of its own: each thread needs one for each language.
sb_stemmer* stemmer_for(language lang) {
  thread_local std::map<language, std::unique_ptr<sb_stemmer, stemmer_delete>> mine;
  auto it = mine.find(lang);
  if (it == mine.end()) {
    auto* name = stemmer_name(lang);
    it = mine.emplace(lang, name ? sb_stemmer_new(name, "UTF_8") : nullptr).first;
  }
  return it->second.get();
}

} // namespace

std::string folded(std::string_view text) {
  bool ascii = true;
  std::string lower;
  for (char c : text) {
    ascii &= static_cast<unsigned char>(c) < 0x80;
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  if (ascii)
    return lower;
  utf8proc_uint8_t* out = nullptr;
  auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT
                                                | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
  auto bytes = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                            static_cast<utf8proc_ssize_t>(text.size()), &out, options);
  if (bytes < 0)
    return lower; // broken UTF-8 is compared as it is
  std::string result(reinterpret_cast<char*>(out), static_cast<std::size_t>(bytes));
  std::free(out);
  return result;
}

std::vector<word> words_of(std::string_view text) {
  std::vector<word> words;
  std::size_t sentence = 0; // index of its first word
  bool begins = true;
  auto end_sentence = [&](bool asked) {
    for (std::size_t i = sentence; asked && i < words.size(); ++i)
      words[i].asked = true;
    sentence = words.size();
    begins = true;
  };
  for (std::size_t at = 0; at < text.size();) {
    if (auto past = past_bracketed(text, at); past > at) {
      at = past;
      continue;
    }
    std::size_t begin = at;
    char32_t c = sentiment::next_code_point(text, at);
    if (!in_word(characters().class_of(c))) {
      if (c == U'?' || c == 0xFF1F || c == 0x061F)
        end_sentence(true);
      else if (c == U'.' || c == U'!' || c == U'\n' || c == U';')
        end_sentence(false);
      continue;
    }
    std::size_t end = at;
    while (at < text.size()) {
      c = sentiment::next_code_point(text, at);
      bool joins = c == U'\'' || c == 0x2019;
      if (!joins && !in_word(characters().class_of(c)))
        break;
      if (!joins)
        end = at;
    }
    at = end;
    std::string spelled = folded(text.substr(begin, end - begin));
    for (std::size_t curly; (curly = spelled.find("\xE2\x80\x99")) != spelled.npos;)
      spelled.replace(curly, 3, "'");
    words.push_back({std::move(spelled), static_cast<std::uint32_t>(begin),
                     static_cast<std::uint32_t>(end), std::exchange(begins, false), false});
  }
  return words;
}

std::vector<language> stemmed_languages() {
  std::vector<language> all;
  for (const auto& [code, name] : stemmers)
    all.push_back(*language::parse(code));
  return all;
}

std::string stem_of(std::string_view spelled, language lang) {
  auto* stemmer = stemmer_for(lang);
  if (!stemmer)
    return std::string(spelled);
  auto* stem = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(spelled.data()),
                               static_cast<int>(spelled.size()));
  return {reinterpret_cast<const char*>(stem),
          static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

} // namespace earshot::signals_in_text
