// What a conversation, or one seller's part of it, was like: the figures of docs/figures.md, folded
// one utterance at a time. Sums are kept rather than quotients, so that a period can pool them.
#pragma once

#include "domain/sentiment_counts.hpp"
#include "domain/utterance.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace earshot {

enum class side : std::uint8_t { customer, seller };

/// Speech is measured by its duration, writing by its words; the two are never added up.
enum class basis : std::uint8_t { ms, words };

constexpr std::string_view name_of(basis b) { return b == basis::ms ? "ms" : "words"; }

/// An utterance as far as figures go: a turn if it has words, a mood if it has a score.
struct kpi_input {
  std::int64_t start_ms = 0; ///< spoken: since the call began; written: since 1970
  std::int64_t end_ms = 0;   ///< written: the same
  std::uint32_t message = 0;
  std::uint32_t words = 0;
  earshot::side side = side::customer;
  earshot::basis basis = basis::words;
  std::optional<double> score = {};

  /// Figures follow time; at the same instant, the order of arrival.
  friend bool operator<(const kpi_input& a, const kpi_input& b) {
    return a.start_ms != b.start_ms ? a.start_ms < b.start_ms : a.message < b.message;
  }
};

/// Nothing for a bot's utterance: figures take it as absent.
std::optional<kpi_input> kpi_input_of(const utterance& u);

struct kpis {
  earshot::basis basis = basis::words;
  std::uint32_t customer_turns = 0;
  std::uint32_t seller_turns = 0;
  std::int64_t customer_talk = 0; ///< ms or words; overlapping speech counts for both
  std::int64_t seller_talk = 0;   ///< ms or words
  std::int64_t seller_words = 0;
  std::uint32_t switches = 0; ///< adjacent turns of different sides
  std::int64_t length_ms = 0; ///< first turn's start to last turn's end
  std::int64_t pauses_ms = 0; ///< of the seller after the customer, each at least 0
  std::uint32_t pauses = 0;
  std::int64_t monologue = 0; ///< longest run of customer turns: ms, or words
  sentiment_counts sentiments;
  double sentiment_start = 0; ///< mean of the first third of the scored utterances, at least one
  double sentiment_end = 0;   ///< of the last third

  bool any_turn() const { return customer_turns + seller_turns > 0; }

  // Each is nothing where it is not defined.
  std::optional<double> talk_ratio() const;    ///< 0..1
  std::optional<double> talking_speed() const; ///< words a minute; spoken only
  std::optional<double> switches_per_hour() const;
  std::optional<double> pause_ms() const;          ///< mean
  std::optional<double> longest_monologue() const; ///< ms or words
  std::optional<double> sentiment_trend() const;   ///< end - start, -2..2

  friend bool operator==(const kpis&, const kpis&) = default;
};

/// Folds utterances in their order. A value; knows nothing of who the sellers are.
class kpi_fold {
public:
  /// REQUIRES: in_order(u).
  void add(const kpi_input& u);
  bool in_order(const kpi_input& u) const {
    return u.start_ms != last_start_ms_ ? u.start_ms > last_start_ms_ : u.message > last_message_;
  }

  kpis value() const;

private:
  void add_turn(const kpi_input& t);
  void add_to_run(const kpi_input& t, bool begins);

  kpis sums_; ///< all but what depends on the end
  std::int64_t last_start_ms_ = std::numeric_limits<std::int64_t>::min();
  std::uint32_t last_message_ = 0;
  side last_side_ = side::customer; ///< of the last turn
  std::int64_t last_end_ms_ = 0;    ///< of the last turn
  std::int64_t first_start_ms_ = 0; ///< of the first turn
  std::int64_t run_start_ms_ = 0;   ///< of the customer turns that go on now
  std::int64_t run_end_ms_ = 0;
  std::int64_t run_words_ = 0;
  std::vector<std::int16_t> scores_; ///< in ten-thousandths, as scores are rounded
};

} // namespace earshot
