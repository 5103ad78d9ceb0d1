#include "domain/kpis.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <span>

namespace earshot {

namespace {

constexpr double score_units = 10'000;

double mean_of(std::span<const std::int16_t> scores) {
  return std::accumulate(scores.begin(), scores.end(), 0.0) / score_units
         / static_cast<double>(scores.size());
}

} // namespace

std::optional<kpi_input> kpi_input_of(const utterance& u) {
  if (u.by.role == author_role::bot)
    return std::nullopt;
  kpi_input in;
  in.message = u.message;
  in.words = u.words;
  in.side = u.by.role == author_role::customer ? side::customer : side::seller;
  in.basis = u.start_ms ? basis::ms : basis::words;
  in.start_ms = u.start_ms.value_or(u.at.time_since_epoch().count());
  in.end_ms = in.start_ms + (u.start_ms ? u.duration_ms.value_or(0) : 0);
  if (in.side == side::customer)
    in.score = u.scored.late ? std::nullopt : u.scored.score;
  return in;
}

// --- values
// --------------------------------------------------------------------------------------------

std::optional<double> kpis::talk_ratio() const {
  if (customer_turns == 0 || seller_turns == 0 || customer_talk + seller_talk == 0)
    return std::nullopt;
  return static_cast<double>(seller_talk) / static_cast<double>(seller_talk + customer_talk);
}

std::optional<double> kpis::talking_speed() const {
  if (basis != basis::ms || seller_talk == 0)
    return std::nullopt;
  return static_cast<double>(seller_words) * 60'000 / static_cast<double>(seller_talk);
}

std::optional<double> kpis::switches_per_hour() const {
  if (length_ms <= 0)
    return std::nullopt;
  return static_cast<double>(switches) * 3'600'000 / static_cast<double>(length_ms);
}

std::optional<double> kpis::pause_ms() const {
  if (pauses == 0)
    return std::nullopt;
  return static_cast<double>(pauses_ms) / pauses;
}

std::optional<double> kpis::longest_monologue() const {
  if (customer_turns == 0)
    return std::nullopt;
  return static_cast<double>(monologue);
}

std::optional<double> kpis::sentiment_trend() const {
  if (sentiments.total() == 0)
    return std::nullopt;
  return sentiment_end - sentiment_start;
}

// --- folding
// -------------------------------------------------------------------------------------------

void kpi_fold::add(const kpi_input& u) {
  assert(in_order(u));
  last_start_ms_ = u.start_ms;
  last_message_ = u.message;
  if (u.score) {
    sums_.sentiments.add(*u.score);
    scores_.push_back(static_cast<std::int16_t>(std::lround(*u.score * score_units)));
  }
  if (u.words > 0)
    add_turn(u);
}

void kpi_fold::add_turn(const kpi_input& t) {
  bool by_customer = t.side == side::customer;
  bool first = !sums_.any_turn();
  bool switched = !first && last_side_ != t.side;
  sums_.basis = t.basis;
  std::int64_t talk = t.basis == basis::ms ? t.end_ms - t.start_ms : t.words;
  (by_customer ? sums_.customer_talk : sums_.seller_talk) += talk;
  ++(by_customer ? sums_.customer_turns : sums_.seller_turns);
  if (first)
    first_start_ms_ = t.start_ms;
  if (switched)
    ++sums_.switches;
  if (!by_customer)
    sums_.seller_words += t.words;
  if (switched && !by_customer) {
    sums_.pauses_ms += std::max<std::int64_t>(0, t.start_ms - last_end_ms_);
    ++sums_.pauses;
  }
  if (by_customer)
    add_to_run(t, first || switched);
  sums_.length_ms = t.end_ms - first_start_ms_;
  last_side_ = t.side;
  last_end_ms_ = t.end_ms;
}

void kpi_fold::add_to_run(const kpi_input& t, bool begins) {
  if (begins) {
    run_start_ms_ = t.start_ms;
    run_end_ms_ = t.end_ms;
    run_words_ = 0;
  }
  run_end_ms_ = std::max(run_end_ms_, t.end_ms);
  run_words_ += t.words;
  sums_.monologue =
      std::max(sums_.monologue, t.basis == basis::ms ? run_end_ms_ - run_start_ms_ : run_words_);
}

kpis kpi_fold::value() const {
  kpis k = sums_;
  if (scores_.empty())
    return k;
  std::span<const std::int16_t> all(scores_);
  std::size_t third = std::max<std::size_t>(1, all.size() / 3);
  k.sentiment_start = mean_of(all.first(third));
  k.sentiment_end = mean_of(all.last(third));
  return k;
}

} // namespace earshot
