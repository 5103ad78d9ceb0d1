// Which conversations of a seller's history somebody wants to see.
#pragma once

#include "domain/seller_history.hpp"

#include <optional>
#include <string>

namespace earshot {

/// What is not given does not matter.
struct history_filter {
  std::optional<level> lvl = {};
  std::optional<std::string> keyword = {};
  std::optional<std::string> competitor = {};
  std::optional<bool> commented = {};
  std::optional<outcome> result = {};
  std::optional<std::string> subject = {}; ///< its id or its kind
  std::optional<std::string> customer = {};
  std::optional<std::string> queue = {};
};

/// `lvl`: the level as the reader may see it. `private_comments`: the reader sees those too.
bool fits(const history_filter& f, const history_entry& e, std::optional<level> lvl,
          bool private_comments);

} // namespace earshot
