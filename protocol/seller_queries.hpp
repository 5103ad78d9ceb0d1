// What may be asked about sellers, as values.
#pragma once

#include "domain/history_filter.hpp"
#include "domain/period_figures.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace earshot::protocol {

inline constexpr int history_page_max = 500;
inline constexpr int transcript_page_max = 1'000;
inline constexpr int transcript_page_standard = 500;

/// A period as it was asked for; what it is in time depends on now and on the time zone.
struct asked_period {
  enum class kind : std::uint8_t {
    given, ///< `from` and `to`
    last_24_hours,
    last_7_days,
    last_30_days,
    this_month,
    all,
  };
  kind what = kind::last_30_days;
  std::optional<time_point> from = {};
  std::optional<time_point> to = {}; ///< not given: now
  std::string time_zone = "UTC";     ///< IANA name
};

constexpr std::string_view name_of(asked_period::kind k) {
  constexpr std::array<std::string_view, 6> names{"custom",       "last_24_hours", "last_7_days",
                                                  "last_30_days", "this_month",    "all"};
  return names[static_cast<std::size_t>(k)];
}

struct ask_insights {
  history_filter only;
};
struct ask_figure {
  figure what = figure::talk_ratio;
};
struct ask_calls {
  history_filter only;
  std::optional<figure> by = {}; ///< sorted by it; not given: by the last message
  bool ascending = false;
  int limit = 50;
  std::string after = {}; ///< `next` of the page before; empty: the first page
};
struct ask_items {
  std::optional<item_state> state = {};
};
/// What is shared with the seller now.
struct ask_examples {};

struct seller_query {
  user_id seller;
  asked_period period;
  std::variant<ask_insights, ask_figure, ask_calls, ask_items, ask_examples> what;
};

/// A period as a file: a line for each conversation, or (of a table) for each figure.
struct asked_export {
  enum class form : std::uint8_t { csv, jsonl };
  enum class rows : std::uint8_t { conversations, figures };
  asked_period period = {};
  form as = form::csv;
  rows of = rows::conversations;
};

struct ask_team {
  team_id team;
  asked_period period;
  std::vector<user_id> best = {}; ///< chosen by hand; empty: by outcomes
  history_filter only = {};
};

/// `team.median`: the team's figures without anybody's own; for its sellers, too.
struct ask_median {
  team_id team;
  asked_period period;
};

struct ask_kpis {
  conversation_id conversation;
};

/// A part of a transcript: messages with a higher number than `after`.
struct transcript_page {
  std::uint32_t after = 0;
  int limit = transcript_page_standard;
};
struct ask_transcript {
  conversation_id conversation;
  transcript_page page;
};
struct ask_sellers {};

} // namespace earshot::protocol
