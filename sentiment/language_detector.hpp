// Which language a text is written in, judged from the text alone.
#pragma once

#include "domain/language.hpp"

#include <memory>
#include <string_view>

namespace earshot::sentiment {

/// What a detector makes of a text.
struct language_guess {
  language lang = {};    ///< unknown where nothing can be said
  bool reliable = false; ///< may overrule what is known from elsewhere
};

class language_detector {
public:
  virtual ~language_detector() = default;

  /// `expected`, where it is known, is what the conversation has been in so far; it decides between
  /// close relatives (Danish and Norwegian). Does not allocate in steady state.
  virtual language_guess detect(std::string_view text, language expected) const = 0;
};

/// Compact Language Detector 2.
std::unique_ptr<language_detector> make_cld2_detector();

} // namespace earshot::sentiment
