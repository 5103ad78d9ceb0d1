// What people say out of courtesy, in the languages whose courtesy is known.
#pragma once

#include <span>
#include <string_view>

namespace earshot::sentiment {

/// Phrases of one language, parted by '|'.
struct courtesy_phrases {
  std::string_view code;
  std::string_view alone = {};   ///< no mood where a message is nothing else
  std::string_view opening = {}; ///< greetings, apologies: they only open or end what is said
  std::string_view before_a_pause = {}; ///< "ok, …": open it where a comma or the like follows
  std::string_view closing = {};        ///< they and a name behind them end it
  std::string_view never = {};          ///< begin like one of these, but are none
  std::string_view mocking = {};        ///< courtesy or praise in words, and the contrary of it
};

std::span<const courtesy_phrases> courtesy_phrases_of_all();

} // namespace earshot::sentiment
