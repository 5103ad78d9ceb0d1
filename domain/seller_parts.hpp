// A conversation's utterances shared out to the sellers who had it: what each one's part was like.
// Owned by the conversation; follows the order of arrival for who, the order of time for what.
#pragma once

#include "domain/kpis.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace earshot {

class seller_parts {
public:
  struct part {
    user_id seller = {}; ///< empty as long as nobody has had the conversation
    time_point first{};  ///< earliest and latest `at` of what was said in it, bots included
    time_point last{};
    bool bot = false; ///< a bot spoke in it
    kpis figures = {};

    friend bool operator==(const part&, const part&) = default;
  };

  /// Whose an utterance is that came while `agent` (empty: nobody) had the conversation; empty:
  /// nobody's yet.
  static const user_id& owner_of(const utterance& u, const user_id& agent);

  /// What was said next, while `agent` (empty: nobody) had the conversation. A customer's utterance
  /// is part of that seller's, a seller's of its author's; what came before the first seller is
  /// part of the first one's.
  void add(const utterance& u, const user_id& agent);

  /// True if the fold cannot take it in any more: utterances came out of their order in time, or
  /// speech after writing. Then start anew with `rebuild`.
  bool stale() const { return stale_; }

  /// In the order in which the sellers came.
  std::vector<part> parts() const;

  /// What a seller's utterances are parts of, given in the order of arrival.
  struct source {
    const utterance* said;
    const user_id* agent;
  };
  static seller_parts rebuilt(const std::vector<source>& all);

  /// The figures of the parts that `wanted` names, taken together; all of them where it is empty.
  static kpis together(const std::vector<source>& all, const std::vector<user_id>& wanted);

private:
  struct folding {
    part is;
    kpi_fold fold;
  };

  struct owned;

  /// What was written beside a call is a mood at its place on the call's clock, and no turn.
  /// Nothing is left of it where it has no score. REQUIRES: basis_ is speech.
  std::optional<kpi_input> beside_call(const kpi_input& written) const;
  /// The part an utterance belongs to, by its index; its times now span the utterance's too.
  std::size_t take_in(const utterance& u, const user_id& agent);
  /// What figures are made of, each with its part's index.
  std::vector<owned> share_out(const std::vector<source>& all);

  std::vector<folding> all_;
  std::size_t newest_ = 0;      ///< the part a seller spoke in last
  basis basis_ = basis::words;  ///< speech, once there is any; then writing is no turn
  std::int64_t call_began_ = 0; ///< ms since 1970, as the first spoken utterance has it
  bool any_ = false;
  bool stale_ = false;
};

} // namespace earshot
