// What a seller's conversations of a period add up to: style, mood, keywords, frequent terms; and
// which conversations are behind a figure. Computed from the history when asked for.
#pragma once

#include "domain/directory.hpp"
#include "domain/period_figures.hpp"
#include "domain/seller_history.hpp"

#include <set>
#include <string>
#include <vector>

namespace earshot {

/// What to look at.
struct insight_period {
  time_point from{};
  time_point to{};
  std::vector<time_point> edges = {};    ///< of the buckets, ascending; the first is `from`
  std::optional<time_point> before = {}; ///< where the period before begins; it ends at `from`
};

/// What belongs to a seller's own trackers, of everybody's and of their teams'.
struct tracked_names {
  std::set<std::string, std::less<>> keywords;
  std::set<std::string, std::less<>> competitors;
  const noticer* notices = nullptr; ///< of the directory, which outlives this
  std::vector<language> languages;  ///< in which `notices` is to read a term

  /// The term is one of these, in whatever form; "invoice number" is not "invoice".
  bool cover(std::string_view term) const;
  void merge(tracked_names&& more) {
    keywords.merge(more.keywords);
    competitors.merge(more.competitors);
  }
  bool has(tracked kind, std::string_view what) const {
    return (kind == tracked::keyword ? keywords : competitors).contains(what);
  }
};

/// What everybody and the seller's teams look for now.
tracked_names tracked_for(const user_id& seller, const directory& d);

struct mood_share {
  double positive = 0;
  double neutral = 0;
  double negative = 0;
};

struct insights {
  struct bucket {
    time_point from{};
    time_point to{};
    period_figures figures;
  };
  struct tracked_total {
    std::string what;
    std::uint64_t by_customer = 0;
    std::uint64_t by_seller = 0;
    std::uint64_t conversations = 0;
  };
  struct term_total {
    std::string text;
    std::uint64_t count = 0;
    std::uint64_t conversations = 0;
  };

  insight_period period;
  period_figures now;
  std::optional<period_figures> before;
  std::vector<bucket> over_time;
  std::vector<tracked_total> keywords;    ///< most frequent first
  std::vector<tracked_total> competitors; ///< most frequent first
  std::vector<term_total> terms;          ///< most frequent first, at most `terms_max`
  std::uint64_t questions_by_customer = 0;
  std::uint64_t questions_by_seller = 0;
  std::uint64_t items_open = 0;
  std::uint64_t items_done = 0;

  static constexpr std::size_t terms_max = 20;
};

/// Mean of the conversations' shares; nothing where none was scored.
std::optional<mood_share> mood_of(const period_figures& f);

/// True for the entries that are to count.
using entry_test = std::function<bool(const history_entry&)>;

/// An entry counts once it has a turn, where `wanted` (if given) says so.
insights insights_of(const seller_history& history, insight_period period,
                     const tracked_names& tracked, const entry_test& wanted = {});

/// Why a conversation is not behind a figure.
enum class left_out : std::uint8_t {
  bot_only,
  no_seller_side,
  no_customer_side,
  not_scored,
  not_spoken,
  too_short
};
std::string_view name_of(left_out why);

/// The value of a conversation, or why it has none.
struct figure_source {
  std::string conversation;
  time_point last{};
  std::optional<double> value = {};
  earshot::basis basis = basis::words;
  left_out why = left_out::bot_only; ///< where there is no value
};

/// The newest first.
std::vector<figure_source> sources_of(const seller_history& history, figure f, time_point from,
                                      time_point to);

} // namespace earshot
