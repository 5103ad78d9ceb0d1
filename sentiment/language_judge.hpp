// Which language a message is taken to be in: what its letters allow, what a detector makes of it,
// and what was known before.
#pragma once

#include "domain/language.hpp"
#include "sentiment/language_detector.hpp"
#include "sentiment/scorer.hpp"
#include "sentiment/writing.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace earshot::sentiment {

class language_judge {
public:
  /// `supported` are the languages that can be scored; it must outlive the judge.
  explicit language_judge(const std::vector<language>& supported)
      : supported_{supported}, detector_{make_cld2_detector()} {}

  /// Allocates only for a thread's first texts.
  language judge(std::string_view text, const language_hints& hints) const;

private:
  language by_letters(std::string_view text, const writing& letters, language known) const;
  language of_a_stranger(std::string_view text, const writing& letters) const;
  language among_relatives(std::string_view text, language found) const;
  bool overrules(language guess, language known, std::string_view text,
                 const writing& letters) const;
  bool is_supported(language lang) const;

  const std::vector<language>& supported_;
  std::unique_ptr<language_detector> detector_;
};

} // namespace earshot::sentiment
