// Any bytes, read as a text of any language, give a score or a reason, and an explanation that
// sums.
#include "fuzz/fuzz.hpp"
#include "sentiment/scorer.hpp"

#include <cmath>

using namespace earshot;
using namespace earshot::sentiment;
using fuzz::require;

// The first byte chooses the language, the rest is the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto s = make_scorer({{"acme", 0.5}, {"not good", -1}});
  if (size == 0)
    return 0;
  const auto& languages = s->languages();
  language lang = data[0] < languages.size() ? languages[data[0]] : english;
  auto text = fuzz::text_of(data + 1, size - 1);
  auto v = s->score(text, lang);
  require(v.score.has_value() == (v.why_not == no_score::none));
  require(std::fabs(v.score.value_or(0)) <= 1);
  auto e = s->explain(text, lang);
  require(e.outcome.score == v.score);
  double sum = e.base;
  for (const auto& w : e.words)
    sum += w.contribution;
  for (const auto& r : e.rules)
    sum += r.contribution;
  require(std::fabs(sum - v.score.value_or(0)) < 1e-9);
  s->words_in(text);
  s->language_of(text, {.conversation = lang});
  return 0;
}
