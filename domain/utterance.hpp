// One thing said in a conversation, and what scoring made of it.
#pragma once

#include "domain/ids.hpp"
#include "domain/language.hpp"
#include "domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace earshot {

enum class author_role : std::uint8_t { customer, bot, agent };

constexpr std::string_view name_of(author_role r) {
  return r == author_role::customer ? "customer" : r == author_role::bot ? "bot" : "agent";
}

struct author {
  author_role role = author_role::customer;
  user_id id = {}; ///< may be empty (a bot without a name)

  friend bool operator==(const author&, const author&) = default;
};

/// Why there is no score or no sentiment. `none`: there is one, or nobody asked for one.
enum class no_score : std::uint8_t {
  none,
  feature_off,
  multilingual_off,
  language_unsupported,
  no_words,
  not_member,
};

constexpr std::string_view name_of(no_score why) {
  switch (why) {
  case no_score::none: return "none";
  case no_score::feature_off: return "feature_off";
  case no_score::multilingual_off: return "multilingual_off";
  case no_score::language_unsupported: return "language_unsupported";
  case no_score::no_words: return "no_words";
  case no_score::not_member: return "not_member";
  }
  return "none";
}

/// What the scorer said of one customer utterance. Agents' and bots' have the default: no score, no
/// reason.
struct scoring {
  std::optional<double> score =
      {}; ///< p(positive) - p(negative) after the rules, -1..1, four decimals
  no_score why_not = no_score::none; ///< set exactly where a customer's utterance has no score
  bool profanity = false;            ///< a strong swear word was in it
  bool late = false; ///< scored when the feature was switched on, not when it was said

  friend bool operator==(const scoring&, const scoring&) = default;
};

struct utterance {
  std::uint32_t message = 0; ///< 1, 2, 3 … in order of arrival
  author by = {};
  std::string text = {};
  time_point at = {};
  std::optional<std::int64_t> start_ms = {};    ///< spoken: since the start of the call
  std::optional<std::int64_t> duration_ms = {}; ///< spoken
  language lang = {};
  std::uint32_t words = 0; ///< by Unicode word boundaries, bracketed tokens left out
  scoring scored = {};
};

} // namespace earshot
