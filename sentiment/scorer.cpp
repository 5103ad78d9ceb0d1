#include "sentiment/scorer.hpp"

#include "sentiment/explanation.hpp"
#include "sentiment/features.hpp"
#include "sentiment/language_detector.hpp"
#include "sentiment/model.hpp"
#include "sentiment/overrides.hpp"
#include "sentiment/profanity.hpp"
#include "sentiment/tokenizer.hpp"
#include "sentiment/word_count.hpp"

#include <algorithm>
#include <cmath>

namespace earshot::sentiment {

namespace {

double rounded(double score) { return std::round(score * 10000) / 10000; }

// A swear word makes a message negative at least: what the words around it say only deepens that.
double pulled_down(double score) { return -0.45 + 0.55 * std::min(score, 0.0); }

// What reading a text leaves behind; one per thread, so that it grows once.
struct scratch {
  token_list tokens;
  feature_list features;
};

scratch& scratch_of_thread() {
  thread_local scratch s;
  return s;
}

class linear_scorer final : public scorer {
public:
  explicit linear_scorer(const std::vector<word_override>& overrides)
      : model_{embedded_model()}, overrides_{overrides, tokenizer_}, detector_{
                                                                         make_cld2_detector()} {
    for (const auto& fit : model_.languages())
      if (fit.supported)
        languages_.push_back(fit.lang);
  }

  language language_of(std::string_view text, const language_hints& hints) const override {
    language known = hints.conversation.known()             ? hints.conversation
                     : hints.customer.known()               ? hints.customer
                     : hints.queue && !hints.queue->empty() ? hints.queue->front()
                                                            : english;
    auto guess = detector_->detect(text, known);
    return guess.reliable ? guess.lang : known;
  }

  std::uint32_t words_in(std::string_view text) const override {
    return count_words(text, tokenizer_.characters());
  }

  verdict score(std::string_view text, language lang) const override {
    scratch& s = scratch_of_thread();
    verdict v;
    if (const auto* fit = read(text, lang, s, v))
      apply_rules(text, lang, s, model_score(s, *fit, v), v, nullptr);
    return v;
  }

  explanation explain(std::string_view text, language lang) const override {
    scratch& s = scratch_of_thread();
    explanation e;
    const auto* fit = read(text, lang, s, e.outcome);
    if (!fit)
      return e;
    double from_model = model_score(s, *fit, e.outcome);
    auto shares = token_shares(model_, *fit, s.tokens, s.features);
    for (std::size_t i = 0; i < shares.size(); ++i)
      if (shares[i] != 0)
        e.words.push_back({written(text, s.tokens.tokens[i]), shares[i]});
    apply_rules(text, lang, s, from_model, e.outcome, &e.rules);
    e.base = *e.outcome.score;
    for (const auto& w : e.words)
      e.base -= w.contribution;
    for (const auto& r : e.rules)
      e.base -= r.contribution;
    return e;
  }

  const std::vector<language>& languages() const override { return languages_; }

private:
  static std::string written(std::string_view text, const token& t) {
    return std::string{text.substr(t.begin, t.end - t.begin)};
  }

  // Cuts the text up; nullptr with the reason in `v` where it gets no score.
  const language_fit* read(std::string_view text, language lang, scratch& s, verdict& v) const {
    const auto* fit = model_.fit_of(lang);
    if (!fit || !fit->supported) {
      v.why_not = no_score::language_unsupported;
      return nullptr;
    }
    tokenizer_.read(text, s.tokens);
    bool says_something = std::ranges::any_of(
        s.tokens.tokens, [](const token& t) { return t.kind != token_kind::punctuation; });
    if (!says_something) {
      v.why_not = no_score::no_words;
      return nullptr;
    }
    features_.read(s.tokens, lang, s.features);
    return fit;
  }

  double model_score(const scratch& s, const language_fit& fit, verdict& v) const {
    v.p = softmax(model_.evaluate(s.features, fit));
    return v.p.positive - v.p.negative;
  }

  // Sets the score and, where wanted, says what each rule did to it. Swear words come first, so
  // that a deployment's own words have the last say.
  void apply_rules(std::string_view text, language lang, const scratch& s, double score, verdict& v,
                   std::vector<rule_share>* why) const {
    if (auto swear = find_swear_word(text, lang)) {
      v.profanity = true;
      double pulled = pulled_down(score);
      if (why)
        why->push_back({"swear_word",
                        std::string{text.substr(swear.begin, swear.end - swear.begin)},
                        pulled - score});
      score = pulled;
    }
    auto count = static_cast<std::uint32_t>(overrides_.empty() ? 0 : s.tokens.tokens.size());
    for (std::uint32_t i = 0; i < count;) {
      auto hit = overrides_.find(s.tokens, i);
      if (hit.last > hit.first) {
        if (why)
          why->push_back({"override",
                          std::string{text.substr(s.tokens.tokens[hit.first].begin,
                                                  s.tokens.tokens[hit.last - 1].end
                                                      - s.tokens.tokens[hit.first].begin)},
                          hit.weight});
        score += hit.weight;
      }
      i = std::max(hit.last, i + 1);
    }
    v.score = rounded(std::clamp(score, -1.0, 1.0));
  }

  tokenizer tokenizer_;
  feature_reader features_;
  model model_;
  override_list overrides_;
  std::unique_ptr<language_detector> detector_;
  std::vector<language> languages_;
};

} // namespace

std::shared_ptr<const scorer> make_scorer(std::vector<word_override> overrides) {
  return std::make_shared<linear_scorer>(overrides);
}

} // namespace earshot::sentiment
