#include "sentiment/language_detector.hpp"

#include <cstdio>
#include <string>
#include <vector>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <limits>

namespace earshot::sentiment {

namespace {

class cld2_detector final : public language_detector {
public:
  language_guess detect(std::string_view text, language expected) const override {
    CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, hint_of(expected)};
    // CLD2 leaves these as they are where the text is no valid UTF-8.
    CLD2::Language languages[3] = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE,
                                   CLD2::UNKNOWN_LANGUAGE};
    int percents[3] = {};
    double scores[3] = {};
    int letters = 0;
    int valid = 0;
    bool reliable = false;
    auto size =
        static_cast<int>(std::min<std::size_t>(text.size(), std::numeric_limits<int>::max()));
    CLD2::ExtDetectLanguageSummaryCheckUTF8(text.data(), size, true, &hints, 0, languages, percents,
                                            scores, nullptr, &letters, &reliable, &valid);
    // Judged by what stands before the first broken byte. CLD2 may look one character beyond the
    // length it is given, so that part gets an end of its own.
    if (valid > 0 && valid < size) {
      thread_local std::string sound;
      sound.assign(text, 0, static_cast<std::size_t>(valid));
      return detect(sound, expected);
    }
    if (languages[0] == CLD2::UNKNOWN_LANGUAGE || languages[0] == CLD2::TG_UNKNOWN_LANGUAGE)
      return {};
    std::string_view code = CLD2::LanguageCode(languages[0]);
    auto lang = language::parse(code == "iw" ? "he" : code);
    return lang ? language_guess{*lang, reliable} : language_guess{};
  }

private:
  static CLD2::Language hint_of(language lang) {
    if (!lang.known())
      return CLD2::UNKNOWN_LANGUAGE;
    return CLD2::GetLanguageFromName(std::string{lang.code()}.c_str());
  }
};

} // namespace

std::unique_ptr<language_detector> make_cld2_detector() {
  return std::make_unique<cld2_detector>();
}

} // namespace earshot::sentiment
