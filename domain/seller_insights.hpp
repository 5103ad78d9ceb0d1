// What a seller's conversations add up to, folded from whole rows. Owned by one seller actor.
#pragma once

#include "domain/row.hpp"

#include <unordered_map>

namespace earshot {

/// Share of each sign among scored customer utterances, adding up to 1; all 0 where there are none.
struct sentiment_share {
  double positive = 0;
  double neutral = 0;
  double negative = 0;
};

class seller_insights {
public:
  /// Takes a row, unless a newer one of the conversation is known.
  void take(const row_ptr& r);

  std::size_t conversations() const { return rows_.size(); }

  /// Mean of the conversations' shares (design, KPIs), over those that have a scored utterance.
  sentiment_share sentiment() const;
  std::size_t scored_conversations() const { return scored_; }

private:
  struct part {
    std::uint64_t position = 0;
    sentiment_counts counts;
  };
  static sentiment_share share_of(const sentiment_counts& c);
  void add(const sentiment_counts& c, double sign);

  std::unordered_map<conversation_id, part> rows_;
  sentiment_share sum_;
  std::size_t scored_ = 0;
};

} // namespace earshot
