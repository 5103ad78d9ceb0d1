// From a text to a score and its reasons. A scorer is immutable and shared by all threads; it knows
// languages and words, but no conversation, queue or policy: what may be scored is decided
// elsewhere.
#pragma once

#include "domain/explanation.hpp"
#include "domain/language.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::sentiment {

/// What is already known about the language of a text, most telling first; any may be unknown.
struct language_hints {
  language conversation = {};                   ///< of the conversation so far
  language customer = {};                       ///< as the connector said
  const std::vector<language>* queue = nullptr; ///< the queue's languages, first one first
};

using earshot::explanation;
using earshot::probabilities;
using earshot::rule_share;
using earshot::verdict;
using earshot::word_share;

class scorer {
public:
  virtual ~scorer() = default;

  /// The language of `text`: its own where that is reliable, else the hints in their order, else
  /// English.
  virtual language language_of(std::string_view text, const language_hints& hints) const = 0;

  /// Number of words by Unicode word boundaries (UAX #29); bracketed tokens such as "[noise]" and
  /// "<unk>" are none.
  virtual std::uint32_t words_in(std::string_view text) const = 0;

  /// Scores `text` as a text of `lang`. Any bytes are allowed; broken UTF-8 counts as U+FFFD.
  /// Does not allocate after the calling thread's first texts.
  virtual verdict score(std::string_view text, language lang) const = 0;

  /// The same verdict with its reasons.
  virtual explanation explain(std::string_view text, language lang) const = 0;

  /// Languages it scores; for all others the answer is `language_unsupported`.
  virtual const std::vector<language>& languages() const = 0;
};

/// One word of a deployment's own: wherever it stands, it moves the score by `weight` (-2..2), and
/// the sum is cut to [-1, 1].
struct word_override {
  std::string word;
  double weight = 0;
};

/// The scorer that ships.
std::shared_ptr<const scorer> make_scorer(std::vector<word_override> overrides = {});

/// The same with another model, for measuring. Throws std::runtime_error where `image` is no model;
/// it must outlive the scorer.
std::shared_ptr<const scorer> make_scorer_of(std::span<const std::byte> image,
                                             std::vector<word_override> overrides = {});

} // namespace earshot::sentiment
