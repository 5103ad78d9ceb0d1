#include "sentiment/scorer.hpp"

#include "domain/level.hpp"
#include "sentiment/courtesy.hpp"
#include "sentiment/explanation.hpp"
#include "sentiment/features.hpp"
#include "sentiment/language_judge.hpp"
#include "sentiment/model.hpp"
#include "sentiment/phrase_list.hpp"
#include "sentiment/profanity.hpp"
#include "sentiment/tokenizer.hpp"
#include "sentiment/word_count.hpp"

#include <algorithm>
#include <cmath>

namespace earshot::sentiment {

namespace {

double rounded(double score) { return std::round(score * 10000) / 10000; }

// A swear word or mockery makes a message negative at least, a little beyond where that level
// begins; what the words around it say can only deepen that.
double pulled_down(double score) {
  constexpr double start = cut_points{}.plain + 0.05;
  return -start + (1 - start) * std::min(score, 0.0);
}

// What reading a text leaves behind; one per thread, so that it grows once.
struct scratch {
  token_list tokens;
  token_list within; // those within the courtesy, where there is any around them
  bool framed = false;
  feature_list features;

  const token_list& said() const { return framed ? within : tokens; }
};

scratch& scratch_of_thread() {
  thread_local scratch s;
  return s;
}

class linear_scorer final : public scorer {
public:
  linear_scorer(std::span<const std::byte> image, const std::vector<word_override>& overrides)
      : model_{image}, courtesy_{tokenizer_} {
    for (const auto& [word, weight] : overrides)
      overrides_.add(word, weight, tokenizer_);
    for (const auto& fit : model_.languages())
      languages_.push_back(fit.lang);
  }

  language language_of(std::string_view text, const language_hints& hints) const override {
    return judge_.judge(text, hints);
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
    const auto& said = s.said().tokens;
    auto shares = token_shares(model_, *fit, s.said(), s.features);
    for (std::size_t i = 0; i < shares.size(); ++i)
      if (shares[i] != 0)
        e.words.push_back({std::string{between(text, said[i], said[i])}, shares[i]});
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
  static std::string_view between(std::string_view text, const token& first, const token& last) {
    return text.substr(first.begin, last.end - first.begin);
  }

  // Cuts the text up; nullptr with the reason in `v` where it gets no score.
  const language_fit* read(std::string_view text, language lang, scratch& s, verdict& v) const {
    const auto* fit = model_.fit_of(lang);
    if (!fit) {
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
    s.framed = courtesy_.take_off(s.tokens, lang, s.within);
    features_.read(s.said(), lang, s.features);
    return fit;
  }

  double model_score(const scratch& s, const language_fit& fit, verdict& v) const {
    v.p = softmax(model_.evaluate(s.features, fit));
    return v.p.positive - v.p.negative;
  }

  // Sets the score and, where wanted, says what each rule did to it. A deployment's own words have
  // the last say.
  void apply_rules(std::string_view text, language lang, const scratch& s, double score, verdict& v,
                   std::vector<rule_share>* why) const {
    auto move = [&](double to, const char* rule, std::string_view on) {
      if (why)
        why->push_back({rule, std::string{on}, to - score});
      score = to;
    };
    const auto& tokens = s.tokens.tokens;
    if (auto swear = find_swear_word(text, lang)) {
      v.profanity = true;
      move(pulled_down(score), "swear_word", text.substr(swear.begin, swear.end - swear.begin));
    } else if (auto mockery = courtesy_.find_mockery(s.tokens, lang)) {
      move(pulled_down(score), "mockery",
           between(text, tokens[mockery.first], tokens[mockery.last - 1]));
    } else if (courtesy_.is_all(s.tokens, lang)) {
      move(0, "courtesy", between(text, tokens.front(), tokens.back()));
    } else if (s.framed) {
      const auto& said = s.said().tokens; // what stands around it was never weighed
      if (said.front().begin > tokens.front().begin)
        move(score, "courtesy",
             text.substr(tokens.front().begin, said.front().begin - tokens.front().begin));
      if (said.back().end < tokens.back().end)
        move(score, "courtesy", text.substr(said.back().end, tokens.back().end - said.back().end));
    }
    for (std::uint32_t i = 0; !overrides_.empty() && i < tokens.size();) {
      auto match = overrides_.find(s.tokens, i);
      if (match)
        move(score + match.weight, "override",
             between(text, tokens[match.first], tokens[match.last - 1]));
      i = match ? match.last : i + 1;
    }
    v.score = rounded(std::clamp(score, -1.0, 1.0));
  }

  tokenizer tokenizer_;
  feature_reader features_;
  model model_;
  courtesy_list courtesy_;
  phrase_list overrides_;
  std::vector<language> languages_;
  language_judge judge_{languages_};
};

} // namespace

std::shared_ptr<const scorer> make_scorer(std::vector<word_override> overrides) {
  return make_scorer_of(embedded_model(), std::move(overrides));
}

std::shared_ptr<const scorer> make_scorer_of(std::span<const std::byte> image,
                                             std::vector<word_override> overrides) {
  return std::make_shared<linear_scorer>(image, overrides);
}

} // namespace earshot::sentiment
