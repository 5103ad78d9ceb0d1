#include "sentiment/language_judge.hpp"

#include "sentiment/nordic.hpp"
#include "sentiment/plain_english.hpp"

#include <algorithm>

namespace earshot::sentiment {

namespace {

constexpr std::size_t telling_bytes = 60;  // enough for a detector to be sure of any language
constexpr std::uint32_t telling_words = 3; // enough where the language is one to reckon with

// Not scored, but so often written that a detector which is sure of one in a short text is right.
// Not among them are those it takes a supported language for: Afrikaans (Dutch), Galician
// (Spanish), Malay (Indonesian).
constexpr std::string_view to_reckon_with = "et lv lt is sk sl hr bs sr sq vi eu cy ga";

// Of these a detector is often sure where names and numbers of an English customer are all it has.
constexpr std::string_view taken_for_names = "id tr ro hu cs ca sk";

bool is_in(language lang, std::string_view codes) {
  return lang.known() && codes.find(lang.code()) != std::string_view::npos;
}

} // namespace

language language_judge::judge(std::string_view text, const language_hints& hints) const {
  bool stranger = !hints.conversation.known() && !hints.customer.known();
  language known = hints.conversation.known()             ? hints.conversation
                   : hints.customer.known()               ? hints.customer
                   : hints.queue && !hints.queue->empty() ? hints.queue->front()
                                                          : english;
  if (known == english && is_plain_english(text))
    return english;
  writing letters = writing_of(text);
  if (!letters.languages.empty())
    return by_letters(text, letters, known);
  if (stranger && known == english)
    return among_relatives(text, of_a_stranger(text, letters));
  auto guess = detector_->detect(text, known);
  return among_relatives(
      text, guess.reliable && overrules(guess.lang, known, text, letters) ? guess.lang : known);
}

// Words have the last say among Danish, Norwegian and Swedish; and two of them in a text that has
// little else are enough where nothing better than English was found.
language language_judge::among_relatives(std::string_view text, language found) const {
  bool little = text.size() < 2 * telling_bytes; // more is no English by mistake
  if (!is_nordic(found) && !(found == english && little))
    return found;
  auto guess = nordic_of(text);
  bool telling = guess.telling >= 2 && guess.telling * 3 >= guess.words;
  return guess.lang.known() && (is_nordic(found) || telling) ? guess.lang : found;
}

// In a script with several languages the detector chooses among them; what it does not know is in
// the language known before, or in the most usual one.
language language_judge::by_letters(std::string_view text, const writing& letters,
                                    language known) const {
  std::string_view codes = letters.languages;
  language usual = *language::parse(codes.substr(0, 2));
  bool several = codes.size() > 2;
  if (several && usual != *language::parse("zh"))
    if (auto guess = detector_->detect(text, known);
        guess.reliable && letters.allows(guess.lang) && has_its_letters(text, guess.lang))
      return guess.lang;
  if (letters.allows(known) && has_its_letters(text, known))
    return known;
  for (; !codes.empty(); codes.remove_prefix(std::min<std::size_t>(3, codes.size())))
    if (auto lang = *language::parse(codes.substr(0, 2)); has_its_letters(text, lang))
      return lang;
  return usual;
}

// English is only supposed here, so the detector is not told of it; but it must not make a
// foreigner of a name or an order number.
language language_judge::of_a_stranger(std::string_view text, const writing& letters) const {
  auto guess = detector_->detect(text, {});
  if (!guess.reliable || guess.lang == english || !overrules(guess.lang, english, text, letters))
    return english;
  if (!letters.ascii || (letters.words >= telling_words && !is_in(guess.lang, taken_for_names)))
    return guess.lang;
  auto leaning = detector_->detect(text, english);
  return leaning.reliable && leaning.lang == guess.lang ? guess.lang : english;
}

// What is known stands against three mistakes of detectors: a short text taken for a rare language,
// names for Indonesian, and Danish for Norwegian or the other way round.
bool language_judge::overrules(language guess, language known, std::string_view text,
                               const writing& letters) const {
  bool relatives =
      (guess == danish && known == norwegian) || (guess == norwegian && known == danish);
  bool sure = text.size() >= telling_bytes
              || (letters.words >= telling_words && is_in(guess, to_reckon_with));
  bool name = letters.ascii && letters.words < telling_words && is_in(guess, taken_for_names);
  return !relatives && !name && (sure || is_supported(guess));
}

bool language_judge::is_supported(language lang) const {
  return std::ranges::find(supported_, lang) != supported_.end();
}

} // namespace earshot::sentiment
